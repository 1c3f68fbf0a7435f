// `pnpm test:repeat`: the README's test command again and again, each time on a fresh clone with an empty HOME, also with
// busy processes beside it. A test that fails now and then, or under load, shows here. See docs/contributing.md.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";

export interface RepeatOptions {
  /** The repository to clone; what is not committed is no part of it. */
  readonly repository: string;
  /** A shell command, run in the clone. */
  readonly command: string;
  readonly runs: number;
  /** Processes that keep a core busy all the while. */
  readonly busy: number;
  /** Where each run's output is kept. */
  readonly logs: string;
  /** Called after each run. */
  readonly onRun?: (run: Run) => void;
  readonly signal?: AbortSignal;
}

export interface Run {
  readonly number: number;
  readonly isGreen: boolean;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  /** By file and title. */
  readonly failures: readonly string[];
}

/** Runs the command so many times, one after the other. Rejects only if the repository can't be cloned. */
export async function repeatTests(options: RepeatOptions): Promise<Run[]> {
  const loops = Array.from({ length: options.busy }, startBusyLoop);
  try {
    const runs: Run[] = [];
    for (let number = 1; number <= options.runs && !options.signal?.aborted; number++) {
      const run = await runOnce(number, options);
      options.onRun?.(run);
      runs.push(run);
    }
    return runs;
  } finally {
    for (const loop of loops) loop.kill("SIGKILL");
  }
}

async function runOnce(number: number, { repository, command, logs, signal }: RepeatOptions): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-repeat-"));
  try {
    chmodSync(folder, 0o755); // as a clone anywhere: PostgreSQL's account has to get through
    const [clone, home, log] = [
      join(folder, "pitstop"),
      join(folder, "home"),
      join(logs, `run-${number}.log`),
    ];
    execFileSync("git", ["clone", "--quiet", repository, clone]);
    mkdirSync(home);
    const startedAt = performance.now();
    const status = await runLogged(command, { cwd: clone, env: environment(home), log, signal });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { number, isGreen: status === 0, seconds, ...readOutcome(readFileSync(log, "utf8")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Logged {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: string;
  readonly signal: AbortSignal | undefined;
}

/** Resolves to the exit code; null if the command was ended by a signal. */
async function runLogged(command: string, { cwd, env, log, signal }: Logged): Promise<number | null> {
  const output = createWriteStream(log);
  // In a group of its own, so that an end reaches everything that it started.
  const child = spawn(command, { cwd, env, shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const end = () => child.pid !== undefined && process.kill(-child.pid, "SIGTERM");
  signal?.addEventListener("abort", end);
  for (const stream of [child.stdout, child.stderr]) stream.pipe(output, { end: false });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  signal?.removeEventListener("abort", end);
  output.end();
  await finished(output);
  return status;
}

/** This process's environment as in a new shell of somebody who has nothing yet. */
function environment(home: string): NodeJS.ProcessEnv {
  const ofThisRun =
    /^(npm_(lifecycle|package|command|execpath|node_execpath)|pnpm_|INIT_CWD$|NODE_|TURBO_|XDG_)/i;
  const inherited = Object.entries(process.env).filter(([name]) => !ofThisRun.test(name));
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((entry) => !entry.includes("node_modules"))
    .join(delimiter);
  return { ...Object.fromEntries(inherited), PATH: path, HOME: home, USERPROFILE: home };
}

const startBusyLoop = (): ChildProcess =>
  spawn(process.execPath, ["--eval", "for (;;);"], { stdio: "ignore" });

/** What vitest printed for each package, in one. */
export function readOutcome(log: string): Pick<Run, "passed" | "failed" | "failures"> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a color begins with
  const text = log.replaceAll(/\u001b\[[0-9;]*m/g, "");
  const summaries = [...text.matchAll(/^.* Tests {2}(.*)$/gm)].map(([, summary = ""]) => summary);
  const sum = (word: string) =>
    summaries.reduce(
      (total, summary) => total + Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0),
      0,
    );
  const failures = [...text.matchAll(/ FAIL {2}(.*)$/gm)].map(([, title = ""]) => title.trim());
  return { passed: sum("passed"), failed: sum("failed"), failures: [...new Set(failures)] };
}

/** The runs as a table, with the failed tests of each below it. */
export function renderRuns(runs: readonly Run[]): string {
  const rows = [
    ["run", "result", "seconds", "passed", "failed"],
    ...runs.map(({ number, isGreen, seconds, passed, failed }) =>
      [number, isGreen ? "pass" : "FAIL", seconds, passed, failed].map(String),
    ),
  ];
  const table = rows.map((row) => row.map((cell, column) => cell.padStart(column === 1 ? 6 : 7)).join("  "));
  const failures = runs.flatMap(({ number, failures }) => failures.map((title) => `run ${number}: ${title}`));
  return [...table, ...failures].join("\n");
}

/** The test command as the README states it. */
function testCommand(root: string): string {
  const [, command] = /^(npx -y pnpm test)\b/m.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
  if (!command) throw new Error("README.md no longer names the test command.");
  return command;
}

function count(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a number, not "${text}".`);
  return Number(text);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: "string", default: "10" }, busy: { type: "string", default: "0" } },
  });
  const repository = join(import.meta.dirname, "..");
  const logs = mkdtempSync(join(tmpdir(), "pitstop-repeat-logs-"));
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const options = { repository, command: testCommand(repository), logs, signal: stop.signal };
  const [runs, busy] = [count("runs", values.runs), count("busy", values.busy)];
  console.log(`"${options.command}" ${runs} times, ${busy} busy processes beside it; output in ${logs}`);
  const done = await repeatTests({
    ...options,
    runs,
    busy,
    onRun: (run) => console.log(`run ${run.number}: ${run.isGreen ? "pass" : "FAIL"}, ${run.seconds} s`),
  });
  console.log(`\n${renderRuns(done)}`);
  if (stop.signal.aborted || done.some(({ isGreen }) => !isGreen)) process.exitCode = 1;
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
