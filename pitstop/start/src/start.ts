// `pnpm start`: the database, the server and the pages of the application in this folder, on one address. Ctrl-C stops
// all of it.
import { developmentOf } from "@pitstop/database/development";
import { freePort } from "@pitstop/postgres";
import { endProcess } from "@pitstop/process";
import { applicationDatabase } from "pitstop/application";
import { reapChildren, startChild, stopChildren } from "./children.ts";
import { followFiles } from "./follow.ts";
import { Gate } from "./gate.ts";
import { requestedPort } from "./port.ts";
import { Serving } from "./serving.ts";

const root = process.cwd();

let database: { url: string; stop: () => Promise<void> } | undefined;
let gate: Gate | undefined;
let stopFollowing: (() => Promise<void>) | undefined;
let isStopping = false;

/** Runs the application in the present folder until a signal ends it, or says why it can't. */
export async function startApplication(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  try {
    await start();
  } catch (error) {
    // A person reads this: what happened, and what to do where the error knows it.
    const { message, hint } =
      error instanceof Error ? (error as Error & { hint?: string }) : { message: String(error) };
    if (!isStopping) console.error(hint ? `${message}\n${hint}` : message);
    await stop(1);
  }
}

async function start(): Promise<void> {
  await reapChildren();
  const port = await requestedPort(process.env.PORT);
  const apiPort = await freePort();
  database = await developmentOf({ root }).developmentDatabase();
  await prepare(database.url);
  gate = await Gate.open(apiPort);
  const serving = new Serving(root, gate, database.url, stopWithFailure);
  await serving.follow();
  stopFollowing = await followFiles(root, serving, gate);
  startPages(port, apiPort);
  await answers(`http://127.0.0.1:${port}/healthz`);
  console.log(
    `Pitstop runs at http://127.0.0.1:${port} (the page, /docs, /api/v1 and /trpc). Ctrl-C stops it.`,
  );
}

function startPages(port: number, apiPort: number): void {
  const environment = { PORT: String(port), API_URL: `http://127.0.0.1:${apiPort}` };
  const pages = startChild({
    path: "apps/client/node_modules/vite/bin/vite.js",
    environment,
    args: ["--logLevel", "warn"],
  });
  void pages.ended.then(stopWithFailure);
}

/** Brings the database up to date and fills it when it is empty. */
async function prepare(url: string): Promise<void> {
  const application = await applicationDatabase(root);
  const { migratingOf } = await import("@pitstop/database/migrating");
  await migratingOf(application).migrateDatabase(url); // says nothing: the address is all there is to say
  const orm = await application.openDatabase({ url });
  try {
    await application.seedWhenEmpty(orm.em);
  } finally {
    await orm.close();
  }
}

/** Waits until an address answers. */
async function answers(url: string): Promise<void> {
  while (!isStopping) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function stopWithFailure(): void {
  if (!isStopping) console.error("A part of the application ended by itself; what it said stands above.");
  void stop(1);
}

async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await stopFollowing?.();
  await stopChildren();
  gate?.close();
  await database?.stop();
  endProcess(code);
}
