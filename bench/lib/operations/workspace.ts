import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

interface PlannedEdit {
  path: string;
  after: string | null;
}

/** A clone of this repository with packages installed and a development database of its own, in which commands are timed. */
export class Workspace {
  readonly #folder = mkdtempSync(join(tmpdir(), "pitstop-bench-"));
  readonly root = join(this.#folder, "workspace");
  readonly #environment = { ...process.env, PITSTOP_DATA: join(this.#folder, "data"), DATABASE_URL: "" };

  constructor(repository: string) {
    execFileSync("git", ["clone", "--quiet", repository, this.root]);
    this.run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"]);
    this.run("pnpm", ["exec", "tsc", "-b"]);
  }

  /** Runs a program in the clone and gives what it wrote to stdout. */
  run(program: string, args: readonly string[], folder = this.root): string {
    return execFileSync(program, args, {
      cwd: folder,
      env: this.#environment,
      encoding: "utf8",
      maxBuffer: 2 ** 30,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** The same for `pitstop`. */
  pitstop(...words: string[]): string {
    return this.run(process.execPath, ["pitstop/cli/src/main.ts", ...words]);
  }

  /** What MikroORM's command line does with our migrator. */
  migrations(...words: string[]): string {
    const folder = join(this.root, "packages/db");
    return this.run(process.execPath, ["src/scripts/mikro-orm.ts", ...words], folder);
  }

  /** Writes the files of a plan and nothing else. */
  writePlan(...words: string[]): void {
    const { plan } = JSON.parse(this.pitstop(...words, "--dry-run", "--json")) as {
      plan: { edits: PlannedEdit[] };
    };
    for (const { path, after } of plan.edits) this.write(path, after ?? "");
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** Every file as it was committed. */
  reset(): void {
    this.run("git", ["checkout", "--quiet", "."]);
    this.run("git", ["clean", "--quiet", "-fd"]);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
