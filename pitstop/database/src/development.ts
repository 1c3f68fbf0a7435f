import { join, resolve } from "node:path";
import { ensureDatabase, hasPostgres, startPostgres } from "@pitstop/postgres";
import type { DatabaseDefinition } from "./definition.ts";

type Rooted = Pick<DatabaseDefinition, "root">;

/** What Pitstop keeps beside the code of a repository; git ignores it. */
export const dataFolderOf = ({ root }: Rooted): string => join(root, ".pitstop");

/** The folder of the embedded server: there, unless PITSTOP_DATA says otherwise. */
export const embeddedFolder = (definition: Rooted): string =>
  resolve(process.env.PITSTOP_DATA || join(dataFolderOf(definition), "postgres"));

/** The database that people work on. */
export interface Development {
  /** The folder of the embedded server. */
  readonly dataFolder: string;
  /**
   * `DATABASE_URL` where it is set, otherwise the embedded server, started when it does not run yet. `stop` ends what
   * this call started and nothing else.
   */
  developmentDatabase(): Promise<{ url: string; stop: () => Promise<void> }>;
  /** Whether there is one already, so that looking into it makes nothing. */
  hasDevelopmentDatabase(): boolean;
}

/**
 * The database that people of an application work on.
 *
 * @example
 * const { developmentDatabase } = developmentOf(database);
 * const { url, stop } = await developmentDatabase();
 */
export function developmentOf(definition: Rooted): Development {
  const dataFolder = embeddedFolder(definition);
  return {
    dataFolder,
    developmentDatabase: async () => {
      const given = process.env.DATABASE_URL;
      if (given) return { url: given, stop: async () => undefined };
      const server = await startPostgres({ folder: dataFolder });
      return { url: await ensureDatabase(server.url, "pitstop"), stop: () => server.stop() };
    },
    hasDevelopmentDatabase: () => Boolean(process.env.DATABASE_URL) || hasPostgres(dataFolder),
  };
}
