import type { MikroORM } from "@mikro-orm/postgresql";
import { shownDatabase } from "@pitstop/migrator";
import { CliError, exitCodes } from "../errors.ts";
import { withDatabase } from "../workspace/with-database.ts";

const UNDEFINED_TABLE = "42P01";

/**
 * Works on the users and keys in the database of DATABASE_URL, or in the development database. Throws CliError
 * SIGN_IN_TABLES_MISSING where they have no tables yet.
 */
export const withSignIn = <Result>(root: string, work: (orm: MikroORM) => Promise<Result>): Promise<Result> =>
  withDatabase(root, async (orm, url) => {
    try {
      return await work(orm);
    } catch (error) {
      throw codeOf(error) === UNDEFINED_TABLE ? tablesMissing(url) : error;
    }
  });

const tablesMissing = (url: string): CliError =>
  new CliError(
    "SIGN_IN_TABLES_MISSING",
    `${shownDatabase(url)} has no tables for users and keys.`,
    "Run `pnpm --filter db migration:up`. The README of @pitstop/sign-in shows how to add their migration.",
    { exitCode: exitCodes.failed },
  );

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;
