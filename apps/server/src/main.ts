import { existsSync } from "node:fs";
import { join } from "node:path";
import { cancelStatements } from "@pitstop/db";
import closeWithGrace from "close-with-grace";
import { createServer } from "./server.ts";
import { readSettings } from "./settings.ts";
import { listen, openReachableDatabase } from "./start.ts";
import { StartError } from "./start-error.ts";

/** How long calls whose statements were canceled may take to say so, in milliseconds. */
const LAST_WORDS = 2_000;

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  const orm = await openReachableDatabase(settings);
  const { server, drain } = await createServer(orm, settings, builtClient());
  await listen(server, settings);
  const { DRAIN_TIME, SHUTDOWN_TIMEOUT } = settings;
  closeWithGrace(
    { delay: 2 * DRAIN_TIME + SHUTDOWN_TIMEOUT + LAST_WORDS, logger: server.log },
    async ({ err, signal }) => {
      if (err) server.log.fatal({ err }, "the server stops because of an error");
      // Whoever sends requests here learns from /readyz that it has to send them elsewhere. Nobody does for Ctrl-C.
      if (signal === "SIGTERM") await drain.run(DRAIN_TIME);
      const canceling = setTimeout(() => void cancelStatements(orm), SHUTDOWN_TIMEOUT);
      await server.close();
      clearTimeout(canceling);
      await orm.close();
    },
  );
}

/** Beside the bundle; in development, the client's own server serves it. */
function builtClient(): string | undefined {
  const folder = join(import.meta.dirname, "client");
  return existsSync(folder) ? folder : undefined;
}
