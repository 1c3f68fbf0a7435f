// The artifact as it is shipped: `dist` of the server, copied alone to an empty folder.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../packages/publishable.ts";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string>>;

/** A folder with nothing but `dist`. */
export class BuiltArtifact {
  readonly folder = mkdtempSync(join(tmpdir(), "pitstop-artifact-"));
  readonly #environment: Environment;
  readonly #children = new Set<ChildProcess>();

  /** Builds it as `pnpm build` does; its programs see these variables and no others. */
  constructor(environment: Environment) {
    this.#environment = environment;
    chmodSync(this.folder, 0o755); // PostgreSQL's account has to get through
    const built = join(this.folder, "built");
    execFileSync(process.execPath, ["--run", "build", "--", "--dir", built], {
      cwd: join(root, "apps/server"),
      stdio: "pipe",
    });
    mkdirSync(join(this.folder, "app"));
    cpSync(built, join(this.folder, "app/dist"), { recursive: true });
    rmSync(built, { recursive: true });
  }

  /** The folder that programs run in. */
  get app(): string {
    return join(this.folder, "app");
  }

  /** Runs a program of `dist` to its end: `migrate.mjs`. */
  run(program: string, args: readonly string[] = [], environment: Environment = {}): Ran {
    return ended([`dist/${program}`, ...args], this.#options(environment));
  }

  /** Starts a program of `dist` that goes on running until `remove`. */
  start(program: string, environment: Environment = {}): ChildProcess {
    const child = spawn(process.execPath, [`dist/${program}`], {
      ...this.#options(environment),
      stdio: "ignore",
    });
    this.#children.add(child);
    return child;
  }

  async remove(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGKILL");
      await once(child, "close");
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  #options(environment: Environment): Options {
    return { cwd: this.app, env: { ...inherited(), ...this.#environment, ...environment } };
  }
}

/** Runs a script of the database's package, as its people do. */
export const runInRepository = (script: string, args: readonly string[], environment: Environment): Ran =>
  ended([`src/scripts/${script}.ts`, ...args], {
    cwd: join(root, "packages/db"),
    env: { ...inherited(), ...environment },
  });

interface Options {
  readonly cwd: string;
  readonly env: Environment;
}

function ended(args: readonly string[], options: Options): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { ...options, encoding: "utf8" });
  return { status, stdout, stderr };
}

function inherited(): Environment {
  const { PATH = "", HOME = "", NODE_COMPILE_CACHE = "" } = process.env;
  // How long a lock is held on a busy machine says nothing about a migration.
  return { PATH, HOME, NODE_COMPILE_CACHE, PITSTOP_LOCK_BUDGET: "60000" };
}
