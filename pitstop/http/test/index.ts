import { type ChildProcess, spawn } from "node:child_process";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { connect, createServer as createRoad, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@app/db";
import { createTestDatabase } from "@app/db/testing";
import type { MikroORM } from "@mikro-orm/postgresql";
import { freePort } from "@pitstop/postgres";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import type { Application } from "../src/application.ts";
import { createServer } from "../src/server.ts";
import { readSettings } from "../src/settings.ts";
import { application } from "./application.ts";

/** A real server on a socket, with a real, migrated, empty database. */
export interface TestServer {
  server: FastifyInstance;
  orm: MikroORM;
  databaseUrl: string;
  port: number;
  send: (request: TestRequest) => Promise<TestAnswer>;
  close: () => Promise<void>;
}

export interface TestRequest {
  method?: string;
  path: string;
  /** Sent as given: nothing is added but Host and what tells the body's length. */
  headers?: Record<string, string | undefined>;
  body?: string | Buffer;
}

export interface TestAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface TestServerOptions {
  clientFolder?: string;
  trustProxy?: string;
  /** A database that is there already, migrated; one of its own unless given. */
  databaseUrl?: string;
  /** Settings as the environment states them. */
  environment?: Record<string, string>;
  /** Adds to the database before the server opens it to anybody. */
  prepare?: (orm: MikroORM) => Promise<void>;
  /** What the application states beside its own. */
  own?: Partial<Application>;
  /** Adds to the server before it listens. */
  extend?: (server: FastifyInstance, orm: MikroORM) => void;
}

export async function startServer({
  clientFolder,
  trustProxy,
  databaseUrl,
  environment,
  prepare,
  own,
  extend,
}: TestServerOptions = {}): Promise<TestServer> {
  const database = databaseUrl === undefined ? await createTestDatabase() : await opened(databaseUrl);
  await prepare?.(database.orm);
  const settings = readSettings({
    DATABASE_URL: database.url,
    LOG_LEVEL: "silent",
    TRUST_PROXY: trustProxy,
    ...environment,
  });
  const { server } = await createServer({ ...application(), ...own }, database.orm, settings, clientFolder);
  extend?.(server, database.orm);
  await server.listen({ port: 0, host: "127.0.0.1" });
  const port = portOf(server);
  return {
    server,
    orm: database.orm,
    databaseUrl: database.url,
    port,
    send: (wanted) => send(port, wanted),
    close: async () => {
      await server.close();
      await database.close();
    },
  };
}

async function opened(url: string) {
  const orm = await openDatabase({ url });
  return { url, orm, close: () => orm.close() };
}

/** The port that a server listens on. */
export function portOf({ server }: { server: Pick<Server, "address"> }): number {
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("The server does not listen on a port.");
  return address.port;
}

/** The same for all tests of a file; use it inside the tests. */
export function testServer(options: () => TestServerOptions = () => ({})): TestServer {
  const running = {} as TestServer; // filled before the first test runs
  beforeAll(async () => {
    Object.assign(running, await startServer(options()));
  });
  afterAll(() => running.close());
  return running;
}

/** A road to the database of `databaseUrl` that a test can cut and repair. */
export interface DatabaseRoad {
  url: string;
  cut: () => Promise<void>;
  repair: () => Promise<void>;
}

export async function databaseRoad(databaseUrl: string): Promise<DatabaseRoad> {
  const { hostname, port: databasePort } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const road = createRoad((near) => {
    const far = connect(Number(databasePort), hostname);
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      sockets.add(from);
      from.on("error", () => to.destroy()).on("close", () => to.destroy());
      from.pipe(to);
    }
  });
  const port = await freePort();
  const repair = () => new Promise<void>((resolve) => road.listen(port, "127.0.0.1", resolve));
  const cut = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => road.close(resolve));
  };
  await repair();
  onTestFinished(cut);
  const url = new URL(databaseUrl);
  url.port = String(port);
  return { url: url.href, cut, repair };
}

const agent = new Agent({ keepAlive: true });

/** One request, with nothing of its own: what a browser or a client would add stands in the test. */
export function send(
  port: number,
  { method = "GET", path, headers = {}, body }: TestRequest,
): Promise<TestAnswer> {
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: "127.0.0.1", port, method, path, headers: { ...length, ...given }, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** A query as tRPC's HTTP protocol writes it. */
export const query = (path: string, input?: unknown): TestRequest => ({
  path: `/trpc/${path}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
});

/** A mutation as tRPC's HTTP protocol writes it. */
export const mutation = (
  path: string,
  input: unknown,
  headers: Record<string, string> = {},
): TestRequest => ({
  method: "POST",
  path: `/trpc/${path}`,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(input),
});

/** Reads an answer; the test says what it holds. */
export const json = <Body>({ body }: TestAnswer): Body => JSON.parse(body) as Body;

/** The server as a process of its own. */
export interface ServerProcess {
  process: ChildProcess;
  port: number;
  /** Everything that it has written so far. */
  output: () => string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
  send: (request: TestRequest) => Promise<TestAnswer>;
}

/** Runs `node main.ts` of this folder, or another script, with these variables and no others of ours; it ends with the test. */
export async function spawnServer(
  environment: Record<string, string | undefined>,
  script = join(import.meta.dirname, "main.ts"),
  folder = tmpdir(),
): Promise<ServerProcess> {
  const port = Number(environment.PORT ?? (await freePort()));
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    env: { PATH, HOME, NODE_COMPILE_CACHE, PORT: String(port), DRAIN_TIME: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const ended = new Promise<number | string | null>((resolve) =>
    child.once("close", (code, signal) => resolve(code ?? signal)),
  );
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { process: child, port, output: () => output, ended, send: (wanted) => send(port, wanted) };
}

/** The same, once it answers. */
export async function spawnRunningServer(
  environment: Record<string, string | undefined>,
  script?: string,
  folder?: string,
): Promise<ServerProcess> {
  const running = await spawnServer(environment, script, folder);
  await until(async () => {
    if (running.process.exitCode !== null || running.process.signalCode !== null)
      throw new Error(`The server ended: ${running.output()}`);
    return (await running.send({ path: "/healthz" }).catch(() => undefined))?.status === 200;
  });
  return running;
}

/** Whether nobody takes a new connection. */
export function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(false)).once("error", () => resolve(true));
    socket.once("connect", () => socket.destroy());
  });
}

/** Waits until something is so; the test's own timeout ends a wait that is in vain. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
