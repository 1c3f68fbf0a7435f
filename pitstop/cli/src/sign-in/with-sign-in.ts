import type { MikroORM } from "@mikro-orm/postgresql";
import { developmentOf } from "@pitstop/database/development";
import { shownDatabase } from "@pitstop/migrator";
import { CliError, exitCodes } from "../errors.ts";
import { applicationDatabase } from "../workspace/application-database.ts";

const UNDEFINED_TABLE = "42P01";

/**
 * Works on the users and keys in the database of DATABASE_URL, or in the development database. Throws CliError
 * SIGN_IN_TABLES_MISSING where they have no tables yet.
 */
export async function withSignIn<Result>(
  root: string,
  work: (orm: MikroORM) => Promise<Result>,
): Promise<Result> {
  const application = await applicationDatabase(root);
  const database = await developmentOf({ root }).developmentDatabase();
  const orm = await application.openDatabase({ url: database.url, poolSize: 1 });
  try {
    return await work(orm);
  } catch (error) {
    throw codeOf(error) === UNDEFINED_TABLE ? tablesMissing(database.url) : error;
  } finally {
    await orm.close();
    await database.stop();
  }
}

const tablesMissing = (url: string): CliError =>
  new CliError(
    "SIGN_IN_TABLES_MISSING",
    `${shownDatabase(url)} has no tables for users and keys.`,
    "Run `pnpm --filter db migration:up`. The README of @pitstop/sign-in shows how to add their migration.",
    { exitCode: exitCodes.failed },
  );

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;
