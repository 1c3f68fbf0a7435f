import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { entities } from "@app/db";
import { domains } from "@app/types";
import { exampleOf } from "@pitstop/domain/example";
import { freePort, temporaryFolder } from "@pitstop/postgres";
import { afterAll, describe, expect, test } from "vitest";

const { path: folder, remove } = temporaryFolder();
const starts: Start[] = [];
afterAll(async () => {
  for (const { process: started } of starts)
    if (started.exitCode === null && started.signalCode === null) started.kill("SIGTERM");
  await Promise.all(starts.map(({ ended }) => ended));
  remove();
});

interface Start {
  process: ChildProcess;
  url: string;
  port: number;
  stdout: () => string;
  stderr: () => string;
  ended: Promise<number | string | null>;
  /** Every process that this start began, itself and the database included. */
  pids: () => number[];
}

/** `pitstop-start`, as `pnpm start` runs it, with a data folder of its own. */
function start(environment: Record<string, string>): Start {
  const { DATABASE_URL: _, PORT: __, ...inherited } = process.env;
  const child = spawn(process.execPath, ["pitstop/start/src/main.ts"], {
    cwd: join(import.meta.dirname, "../../.."),
    env: { ...inherited, PITSTOP_DATA: join(folder, "data"), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise<number | string | null>((resolve) =>
    child.once("close", (code, signal) => resolve(code ?? signal)),
  );
  const pids = () => descendantsOf(child.pid ?? 0);
  const port = Number(environment.PORT);
  const started = {
    process: child,
    url: `http://127.0.0.1:${port}`,
    port,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    pids,
  };
  starts.push(started);
  return started;
}

/** A start that has said its line. */
async function running(environment: Record<string, string> = {}): Promise<Start> {
  const started = start({ PORT: String(await freePort()), ...environment });
  await until(() => {
    if (started.process.exitCode !== null || started.process.signalCode !== null)
      throw new Error(`The start ended: ${started.stderr()}`);
    return started.stdout().includes("Pitstop runs at");
  });
  return started;
}

let last: Start | undefined;

/** The start that the test before left running: each takes seconds, and a test needs no new one. */
async function present(): Promise<Start> {
  const isRunning = last?.process.exitCode === null && last.process.signalCode === null;
  last = isRunning ? last : await running();
  return last as Start; // set above
}

/** A process with everything that it started, in groups of their own or not. */
function descendantsOf(pid: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const processes = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    processes.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => [child, ...childrenOf(child)]);
  return [pid, ...childrenOf(pid)];
}

/** The command line of a process; empty once it has ended. */
const commandOf = (pid: number): string => {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // Ended, and not yet taken note of by whoever is its parent now.
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).startsWith("Z");
  } catch {
    return false;
  }
};

/** Kills a process, which may have ended by itself: a session of the server, once the server is killed. */
function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // what process.kill throws
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** What the application's own description of its API says of a path, as far as it is of use here. */
interface Methods {
  patch?: object;
  post?: { requestBody: { content: { "application/json": { example: unknown } } } };
}

/** A record of whatever domain there is: its address, and how often it was written. */
interface Written {
  path: string;
  version: number;
}

interface Domain {
  attributes: Record<string, Parameters<typeof exampleOf>[0]>;
}

const hasDomains = Object.keys(entities).length > 0;

async function answerOf<Body>(url: string, path: string, method = "GET", body?: unknown): Promise<Body> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url + path, {
    method,
    ...(body !== undefined && { headers, body: JSON.stringify(body) }),
  });
  expect([path, response.ok]).toEqual([path, true]);
  return (await response.json()) as Body; // the caller knows the path
}

/** A record that is there, or one like the example of the API's description. */
async function anyRecord(url: string): Promise<Written> {
  const { paths } = await answerOf<{ paths: Record<string, Methods> }>(url, "/openapi.json");
  const [list = ""] = Object.keys(paths).filter((path) => paths[`${path}/{id}`]?.patch);
  const { items } = await answerOf<{ items: { id: number; version: number }[] }>(url, `${list}?limit=1`);
  const example = paths[list]?.post?.requestBody.content["application/json"].example;
  const { id, version } =
    items[0] ?? (await answerOf<{ id: number; version: number }>(url, list, "POST", example));
  return { path: `${list}/${id}`, version };
}

/** Changes a record through the API. */
async function write(url: string): Promise<Written> {
  const { path, version } = await anyRecord(url);
  const before = await answerOf<Record<string, unknown>>(url, path);
  const domain = Object.values<Domain>(domains).find(({ attributes }) =>
    Object.keys(attributes).every((name) => name in before),
  );
  const [attribute = "", schema] = Object.entries(domain?.attributes ?? {})[0] ?? [];
  // The same value again would change nothing.
  const values = [1_000_001, 1_000_002].map((number) => schema && exampleOf(schema, number));
  const changed = values.find((candidate) => candidate !== before[attribute]);
  const written = await answerOf<Written>(url, path, "PATCH", { version, [attribute]: changed });
  expect(written.version).toBe(version + 1);
  return { path, version: written.version };
}

const versionOf = async (url: string, { path }: Written) => (await answerOf<Written>(url, path)).version;

test("the first start says one line with the address, where page, API and health are", async () => {
  const { url, stdout, stderr } = await present();
  expect(stdout()).toBe(`Pitstop runs at ${url} (the page, /docs, /api/v1 and /trpc). Ctrl-C stops it.\n`);
  expect(stderr()).toBe("");
  const page = await fetch(`${url}/`, { headers: { accept: "text/html" } });
  expect(page.status).toBe(200);
  expect(await page.text()).toMatch(/<title>.*Pitstop.*<\/title>/);
  if (hasDomains) expect(await anyRecord(url)).toMatchObject({ version: 1 });
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: "ok" });
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready" });
});

describe("a start that cannot succeed says what to do and exits with 1", () => {
  test("where the port is taken: by whom", async () => {
    const first = await present();
    const second = start({ PORT: String(first.port), PITSTOP_DATA: join(folder, "never") });
    expect(await second.ended).toBe(1);
    expect(second.stdout()).toBe("");
    const [, holder] =
      /^Port \d+ is taken by process (\d+)\. Stop it, or choose another port: PORT=\d+ npx -y pnpm start\n$/.exec(
        second.stderr(),
      ) ?? [];
    expect(first.pids()).toContain(Number(holder));
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  });

  test.each(["http", "0", "70000"])("where PORT is %s", async (port) => {
    const refused = start({ PORT: port });
    expect(await refused.ended).toBe(1);
    expect(refused.stderr()).toBe(`PORT must be a number from 1 to 65535, not "${port}".\n`);
  });

  test("where DATABASE_URL leads to nobody", async () => {
    const refused = start({
      PORT: String(await freePort()),
      DATABASE_URL: "postgresql://me:hunter2@127.0.0.1:1/pitstop",
    });
    expect(await refused.ended).toBe(1);
    expect(refused.stderr()).toContain("ECONNREFUSED 127.0.0.1:1");
    expect(refused.stderr()).not.toMatch(/hunter2|node_modules/);
  });
});

/** Ends a start politely: with all that it started, and nothing to say. */
async function expectToEnd(started: Start, signal: NodeJS.Signals): Promise<void> {
  const pids = started.pids();
  expect(pids.length).toBeGreaterThanOrEqual(5); // itself, server, pages, database
  started.process.kill(signal);
  expect(await started.ended).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
}

describe.skipIf(!hasDomains)("what was written is there", () => {
  test("in the next start, and nothing is left running in between", async () => {
    const first = await present();
    const written = await write(first.url);
    await expectToEnd(first, "SIGINT");
    const second = await present();
    expect(await versionOf(second.url, written)).toBe(written.version);
    expect(second.stdout().split("\n")).toHaveLength(2);
  });

  test("in the next start after everything was killed at once, and what the killed one left is gone", async () => {
    const first = await present();
    const written = await write(first.url);
    const pids = first.pids();
    pids.forEach(killIfAlive);
    await first.ended;
    last = await running({ PORT: String(first.port) });
    expect(await versionOf(last.url, written)).toBe(written.version);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test("in the next start after the start alone was killed: its server and pages give up the port", async () => {
    const first = await present();
    const written = await write(first.url);
    const pids = first.pids();
    first.process.kill("SIGKILL");
    await until(() => !isAlive(first.process.pid ?? 0));
    last = await running({ PORT: String(first.port) });
    expect(await versionOf(last.url, written)).toBe(written.version);
    const own = new Set(last.pids());
    const left = pids.filter((pid) => isAlive(pid) && !own.has(pid)).map(commandOf);
    // The second start took the database over.
    expect(left.filter((command) => !/^$|^postgres|\/postgres /.test(command))).toEqual([]);
  });
});

test.skipIf(!hasDomains)(
  "two starts beside each other share the data, and neither ends the other",
  async () => {
    const first = await present();
    const second = await running();
    const written = await write(first.url);
    expect(await versionOf(second.url, written)).toBe(written.version);
    second.process.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    expect(await versionOf(first.url, written)).toBe(written.version);
  },
);

test("starts on different data know nothing of each other, and SIGHUP ends one with all of it", async () => {
  const first = await present();
  const other = await running({ PITSTOP_DATA: join(folder, "other") });
  if (hasDomains) {
    const written = await write(first.url);
    expect(await versionOf(other.url, written)).toBe(1);
  }
  await expectToEnd(other, "SIGHUP");
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
});

test("a part of it that is killed takes the rest along, which is told", async () => {
  const started = await present();
  const pids = started.pids();
  const server = pids.find((pid) => commandOf(pid).includes("apps/server/src/main.ts")) ?? 0;
  process.kill(server, "SIGKILL");
  expect(await started.ended).toBe(1);
  expect(started.stderr()).toContain("A part of the application ended by itself");
  await until(() => !pids.some(isAlive));
});
