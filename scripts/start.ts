// `pnpm start`: the database, the server and the pages, on one address. Ctrl-C stops all of it.
import { join } from "node:path";
import { openDatabase, seedWhenEmpty } from "@pitstop/db";
import { developmentDatabase } from "@pitstop/db/development";
import { migrateDatabase } from "@pitstop/db/migrating";
import { reapChildren, startChild, stopChildren } from "./children.ts";
import { followFiles } from "./follow.ts";
import { Gate } from "./gate.ts";
import { freePort, requestedPort } from "./port.ts";
import { Serving } from "./serving.ts";

const root = join(import.meta.dirname, "..");

const MINIMUM_NODE = 24;
let database: { url: string; stop: () => Promise<void> } | undefined;
let gate: Gate | undefined;
let stopFollowing: (() => Promise<void>) | undefined;
let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

try {
  await start();
} catch (error) {
  // A person reads this: what happened, and what to do where the error knows it.
  const { message, hint } =
    error instanceof Error ? (error as Error & { hint?: string }) : { message: String(error) };
  console.error(hint ? `${message}\n${hint}` : message);
  await stop(1);
}

async function start(): Promise<void> {
  if (Number(process.versions.node.split(".")[0]) < MINIMUM_NODE) {
    throw new Error(
      `This needs Node ${MINIMUM_NODE} and ran on ${process.versions.node}. Run it as: npx -y pnpm start`,
    );
  }
  await reapChildren();
  const port = await requestedPort(process.env.PORT);
  const apiPort = await freePort();
  database = await developmentDatabase();
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
  await migrateDatabase(url); // says nothing: the address is all there is to say
  const orm = await openDatabase({ url });
  try {
    await seedWhenEmpty(orm.em);
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
  process.exit(code);
}
