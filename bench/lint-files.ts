// How long `pitstop-lint` takes to start and to lint many files, as npm installs it, beside squawk on the same files. The
// aims are under 0.5 s and, for 2,000 files with 7,000 statements, under 5 s.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { writeMigrations } from "./lib/generated-migrations.ts";
import { readOptions } from "./lib/options.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const SQUAWK = "squawk-cli@2.66.0";
const options = readOptions({ files: 2000, rounds: 7 });
const folder = mkdtempSync(join(tmpdir(), "pitstop-lint-files-"));
try {
  install();
  const statements = writeMigrations(join(folder, "migrations"), options.files);
  writeFileSync(join(folder, "one.sql"), "alter table cars drop column color;\n");
  const candidates: Record<string, [program: string, ...words: string[]]> = {
    "`pitstop-lint --help`": ["pitstop-lint", "--help"],
    "`pitstop-lint`, one statement": ["pitstop-lint", "one.sql"],
    "squawk, one statement": ["squawk", "one.sql"],
    [`\`pitstop-lint\`, ${statements} statements`]: ["pitstop-lint", "migrations", "--json"],
    [`squawk, ${statements} statements`]: ["squawk", "migrations/*.sql", "--reporter", "json"],
  };
  const rows = Object.entries(candidates).map(([name, [program, ...words]]) => {
    const times = Array.from({ length: options.rounds }, () => seconds(program, words));
    return [name, median(times).toFixed(2), Math.min(...times).toFixed(2), Math.max(...times).toFixed(2)];
  });
  console.log(`Node ${process.versions.node}; ${options.files} files, ${options.rounds} rounds, s\n`);
  console.log(markdownTable(["", "median", "fastest", "slowest"], rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The packages as they would be published, and squawk, installed by npm. */
function install(): void {
  const build = [
    "../scripts/build-package.ts",
    "lint",
    "errors",
    "process",
    "--out",
    join(folder, "tarballs"),
  ];
  const tarballs = execFileSync(process.execPath, build, { cwd: import.meta.dirname, encoding: "utf8" });
  writeFileSync(join(folder, "package.json"), "{}");
  const packages = [...tarballs.trim().split("\n"), SQUAWK];
  execFileSync("npm", ["install", "--no-audit", "--no-fund", ...packages], { cwd: folder, stdio: "inherit" });
}

function seconds(program: string, words: readonly string[]): number {
  const start = performance.now();
  // Without a shell: node runs the program itself, as npx does.
  const { status, stderr } = spawnSync(join(folder, "node_modules/.bin", program), words, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  const time = (performance.now() - start) / 1000;
  // 1 means that there are findings.
  if (status !== 0 && status !== 1)
    throw new Error(`${program} ${words.join(" ")} ended with ${status}: ${stderr}`);
  return time;
}
