import { existsSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "@pitstop/db";
import closeWithGrace from "close-with-grace";
import { createServer } from "./server.ts";
import { readSettings } from "./settings.ts";
import { listen, reachDatabase } from "./start.ts";
import { StartError } from "./start-error.ts";

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  const orm = await openDatabase({
    url: settings.DATABASE_URL,
    poolSize: settings.DATABASE_POOL_SIZE,
    statementTimeout: settings.STATEMENT_TIMEOUT,
  });
  await reachDatabase(orm, settings);
  const server = await createServer(orm, settings, builtClient());
  await listen(server, settings);
  closeWithGrace({ delay: settings.SHUTDOWN_TIMEOUT, logger: server.log }, async ({ err }) => {
    if (err) server.log.fatal({ err }, "the server stops because of an error");
    await server.close();
    await orm.close();
  });
}

/** Beside the bundle; in development, the client's own server serves it. */
function builtClient(): string | undefined {
  const folder = join(import.meta.dirname, "client");
  return existsSync(folder) ? folder : undefined;
}
