import { join, resolve } from "node:path";
import { ensureDatabase, hasPostgres, startPostgres } from "@pitstop/postgres";

/** The folder of the embedded server: in the repository and ignored by git, unless PITSTOP_DATA says otherwise. */
export const dataFolder = resolve(
  process.env.PITSTOP_DATA || join(import.meta.dirname, "../../../.pitstop/postgres"),
);

/**
 * The database that people work on: `DATABASE_URL` where it is set, otherwise the embedded server, started when it
 * does not run yet. `stop` ends what this call started and nothing else.
 */
export async function developmentDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const server = await startPostgres({ folder: dataFolder });
  return { url: await ensureDatabase(server.url, "pitstop"), stop: () => server.stop() };
}

/** Whether there is one already, so that looking into it makes nothing. */
export const hasDevelopmentDatabase = (): boolean =>
  Boolean(process.env.DATABASE_URL) || hasPostgres(dataFolder);
