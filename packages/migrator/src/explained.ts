import { PostgresError } from "@pitstop/postgres";
import { codeOf, isConnectionLost } from "./database-error.ts";
import { MigratorError } from "./errors.ts";

/** Any failure in words for a person: a MigratorError stays what it is. For the end of a command. */
export function explainedError(error: unknown): MigratorError {
  if (error instanceof MigratorError) return error;
  const message = messageOf(error);
  if (error instanceof PostgresError)
    return new MigratorError(error.code, message, error.hint, { cause: error });
  const known = reasons.find(({ codes }) => codes.includes(codeOf(error) ?? ""));
  if (known) return new MigratorError(known.code, `${known.what}: ${message}`, known.hint, { cause: error });
  if (isConnectionLost(error)) return connectionLost(error, message);
  return new MigratorError(
    "UNEXPECTED",
    message,
    "See the message, and run the same command again to go on.",
    {
      cause: error,
    },
  );
}

/** SQLSTATE of https://www.postgresql.org/docs/18/errcodes-appendix.html, and Node's codes. */
const reasons = [
  {
    codes: ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"],
    code: "DATABASE_UNREACHABLE",
    what: "The database server cannot be reached",
    hint: "See that it runs, and that DATABASE_URL names its host and port.",
  },
  {
    codes: ["28000", "28P01"],
    code: "DATABASE_LOGIN_REFUSED",
    what: "The database server lets nobody in under this name",
    hint: "Correct the user and the password in DATABASE_URL.",
  },
  {
    codes: ["3D000"],
    code: "DATABASE_MISSING",
    what: "There is no such database",
    hint: "Correct its name in DATABASE_URL, or create it: create database …",
  },
  {
    codes: ["42501"],
    code: "DATABASE_NO_RIGHTS",
    what: "The account may not do this",
    hint: "Use the account that owns the tables, or let their owner grant what is missing.",
  },
  {
    codes: ["55006"],
    code: "DATABASE_IN_USE",
    what: "Somebody else is connected",
    hint: "Stop the application and whoever else uses the database, and run the same command again.",
  },
  {
    codes: ["53100", "ENOSPC", "EDQUOT"],
    code: "NO_SPACE",
    what: "A disk is full",
    hint: "Free some space, and run the same command again.",
  },
] satisfies { codes: string[]; code: string; what: string; hint: string }[];

function connectionLost(error: unknown, message: string): MigratorError {
  return new MigratorError(
    "DATABASE_CONNECTION_LOST",
    `The connection to the database was lost: ${message}`,
    "See that the server runs, and run the same command again: it goes on where this one stopped.",
    { cause: error },
  );
}

/** Where a name has several addresses, the error of trying them all has no message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
