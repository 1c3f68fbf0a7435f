import { developmentOf } from "@pitstop/database/development";
import { explainedError } from "@pitstop/migrator";
import pg from "pg";
import { CliError, exitCodes } from "../errors.ts";

/**
 * Works while the development database is up, so that none of the processes of this work has to start it again. Throws
 * a CliError before the work begins where it can't be reached.
 */
export async function withDevelopmentDatabase<Result>(
  root: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const database = await developmentOf({ root }).developmentDatabase();
  try {
    await reach(database.url);
    return await work();
  } finally {
    await database.stop();
  }
}

/** Throws a CliError with the migrator's code for what is wrong, such as DATABASE_UNREACHABLE. */
async function reach(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query("select 1");
  } catch (cause) {
    const { code, message, hint } = explainedError(cause);
    throw new CliError(code, `${message}.`, `Nothing was written. ${hint}`, {
      exitCode: exitCodes.failed,
      cause,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}
