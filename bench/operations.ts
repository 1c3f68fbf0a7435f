// What a schema change costs with pitstop: the plan, the whole operation on a table with rows, the check of the workspace.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { readOptions } from "./lib/options.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ rows: 100_000, rounds: 5 });
const repository = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "pitstop-bench-"));
const workspace = join(folder, "workspace");
const environment = { ...process.env, PITSTOP_DATA: join(tmpdir(), `pitstop-bench-data-${process.pid}`) };

/** Runs a program of the clone and gives its milliseconds. */
function timed(program: string, args: readonly string[]): number {
  const begin = performance.now();
  execFileSync(program, args, { cwd: workspace, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  return performance.now() - begin;
}

const pitstop = (...words: string[]): number =>
  timed(process.execPath, ["packages/cli/src/main.ts", ...words]);
const inRounds = (work: () => number): number => median(Array.from({ length: options.rounds }, work));
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

try {
  execFileSync("git", ["clone", "--quiet", repository, workspace]);
  timed("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"]);
  timed("pnpm", ["--filter", "db", "migration:up"]);
  timed("pnpm", ["--filter", "db", "seed", "--cars", String(options.rows)]);
  timed("pnpm", ["exec", "tsc", "-b"]);
  const add = ["attribute:add", "car", "price:decimal:12,2!=0"];
  const rows = [
    ["`--dry-run` of an attribute", inRounds(() => pitstop(...add, "--dry-run"))],
    ["`check`", inRounds(() => pitstop("check"))],
    [
      "`attribute:add` with everything",
      inRounds(() => {
        const duration = pitstop(...add);
        pitstop("undo");
        return duration;
      }),
    ],
  ] as const;
  console.log(
    `${availableParallelism()} cores, Node ${process.versions.node}; ${options.rows} cars, median of ${options.rounds} rounds.\n`,
  );
  console.log(
    markdownTable(
      ["", "time"],
      rows.map(([what, duration]) => [what, seconds(duration)]),
    ),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(String(environment.PITSTOP_DATA), { recursive: true, force: true });
}
