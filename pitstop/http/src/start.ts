import { existsSync } from "node:fs";
import { errorText, PitstopError } from "@pitstop/errors";
import { endProcess } from "@pitstop/process";
import closeWithGrace from "close-with-grace";
import type { FastifyInstance } from "fastify";
import type { Application } from "./application.ts";
import { cancelStatements } from "./cancel-statements.ts";
import { listen, openReachableDatabase } from "./open.ts";
import { createServer } from "./server.ts";
import { isLoopback, listed, readSettings, type Settings } from "./settings.ts";

/** How long calls whose statements were canceled may take to say so, in milliseconds. */
const LAST_WORDS = 2_000;

export interface StartOptions extends Application {
  /** The folder of the built pages; where it isn't there, the server serves the API alone. */
  pages?: string;
}

/**
 * Serves an application with the settings of the environment, until SIGTERM or SIGINT. Where it can't start, it says
 * why and what to do, and ends the process with 1.
 *
 * @example
 * await start({
 *   title: "Acme",
 *   api: servedApi(),
 *   database: { open: openDatabase, pendingMigrations, addClientUse },
 *   pages: join(import.meta.dirname, "client"),
 * });
 */
export async function start(options: StartOptions): Promise<void> {
  try {
    await serve(options);
  } catch (error) {
    if (!(error instanceof PitstopError)) throw error;
    process.stderr.write(errorText(error));
    endProcess(1);
  }
}

async function serve({ pages, ...application }: StartOptions): Promise<void> {
  const settings = readSettings(process.env, { isGuarded: application.authenticate !== undefined });
  const orm = await openReachableDatabase(application.database, settings);
  const clientFolder = pages !== undefined && existsSync(pages) ? pages : undefined;
  const { server, drain } = await createServer(application, orm, settings, clientFolder);
  await listen(server, settings);
  sayWhoMayCall(server, application, settings);
  const { DRAIN_TIME, SHUTDOWN_TIMEOUT } = settings;
  closeWithGrace(
    { delay: 2 * DRAIN_TIME + SHUTDOWN_TIMEOUT + LAST_WORDS, logger: server.log },
    async ({ err, signal }) => {
      if (err) server.log.fatal({ err }, "the server stops because of an error");
      // Whoever sends requests here learns from /readyz that it has to send them elsewhere. Nobody does for Ctrl-C.
      if (signal === "SIGTERM") await drain.run(DRAIN_TIME);
      const canceling = setTimeout(
        () => void cancelStatements(orm, listed(settings.DATABASE_REPLICA_URLS) ?? []),
        SHUTDOWN_TIMEOUT,
      );
      await server.close();
      clearTimeout(canceling);
      await orm.close();
    },
  );
}

/** Says at each start that a server tells its callers not apart. */
function sayWhoMayCall(
  { log }: FastifyInstance,
  { api, authenticate }: Application,
  { HOST, DEVELOPMENT_USER }: Settings,
): void {
  if (authenticate || DEVELOPMENT_USER === "yes") return;
  const { withoutSignIn } = api.definition.access;
  if (isLoopback(HOST))
    log.info(`Nobody signs in: everyone on this machine has the role "${withoutSignIn}".`);
  else
    log.warn(
      `The API is public (PUBLIC_API=yes): everyone who reaches ${HOST} has the role "${withoutSignIn}".`,
    );
}
