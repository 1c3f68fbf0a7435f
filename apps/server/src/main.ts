import { existsSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "@pitstop/db";
import closeWithGrace from "close-with-grace";
import { createServer } from "./server.ts";
import { readSettings, type Settings, SettingsError } from "./settings.ts";

const settings = settingsOrExit();
const orm = await openDatabase({
  url: settings.DATABASE_URL,
  poolSize: settings.DATABASE_POOL_SIZE,
  statementTimeout: settings.STATEMENT_TIMEOUT,
});
const server = await createServer(orm, settings, builtClient());
closeWithGrace({ delay: settings.SHUTDOWN_TIMEOUT, logger: server.log }, async ({ err }) => {
  if (err) server.log.fatal({ err }, "the server stops because of an error");
  await server.close();
  await orm.close();
});
await server.listen({ port: settings.PORT, host: settings.HOST });

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Beside the bundle; in development, the client's own server serves it. */
function builtClient(): string | undefined {
  const folder = join(import.meta.dirname, "client");
  return existsSync(folder) ? folder : undefined;
}
