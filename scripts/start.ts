// `pnpm start`: the database, the server and the pages, on one address. Ctrl-C stops all of it.
import { openDatabase, seedWhenEmpty } from "@pitstop/db";
import { developmentDatabase } from "@pitstop/db/development";
import { migrateDatabase } from "@pitstop/db/migrating";
import { reapChildren, startChild, stopChildren } from "./children.ts";
import { freePort, requestedPort } from "./port.ts";

const MINIMUM_NODE = 24;
let database: { url: string; stop: () => Promise<void> } | undefined;
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
  startServer(apiPort, database.url);
  startPages(port, apiPort);
  await answers(`http://127.0.0.1:${apiPort}/healthz`);
  await answers(`http://127.0.0.1:${port}/healthz`);
  console.log(
    `Pitstop runs at http://127.0.0.1:${port} (the page, /docs, /api/v1 and /trpc). Ctrl-C stops it.`,
  );
}

function startPages(port: number, apiPort: number): void {
  const environment = { PORT: String(port), API_URL: `http://127.0.0.1:${apiPort}` };
  startChild(
    { path: "apps/client/node_modules/vite/bin/vite.js", environment, args: ["--logLevel", "warn"] },
    stopWithFailure,
  );
}

function startServer(apiPort: number, url: string): void {
  const environment = {
    PORT: String(apiPort),
    DATABASE_URL: url,
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
  };
  const nodeOptions = ["--watch", "--watch-preserve-output"];
  startChild({ path: "apps/server/src/main.ts", environment, nodeOptions }, stopWithFailure);
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
  await stopChildren();
  await database?.stop();
  process.exit(code);
}
