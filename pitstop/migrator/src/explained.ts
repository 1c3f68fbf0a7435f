import { PitstopError } from "@pitstop/errors";
import { codeOf, isConnectionLost, messageOf } from "./database-error.ts";
import { MigratorError } from "./errors.ts";
import { READ_ONLY_HINT } from "./read-only.ts";

/** Any failure in words for a person: a PitstopError stays what it is. For the end of a command. */
export function explainedError(error: unknown): PitstopError {
  if (error instanceof PitstopError) return error;
  const message = messageOf(error);
  const known = reasonOf(error);
  if (known) return new MigratorError(known.code, `${known.what}: ${message}`, known.hint, { cause: error });
  if (isConnectionLost(error)) return connectionLost(error, message);
  // The same statement fails in the same way: to run it again as it is helps nobody.
  return new MigratorError(
    "UNEXPECTED",
    message,
    "Correct what the message names, then run the command again.",
    {
      cause: error,
    },
  );
}

interface Reason {
  readonly codes: readonly string[];
  readonly code: string;
  readonly what: string;
  readonly hint: string;
}

/** The cause of a failure where it is one that we know: by its code, or by what a program says that has none. */
export function reasonOf(error: unknown): Reason | undefined {
  const code = codeOf(error) ?? codeIn(messageOf(error)) ?? "";
  return reasons.find(({ codes }) => codes.includes(code));
}

/** What `pg` and the programs of PostgreSQL say without a code, as the code that the server or Node would give. */
function codeIn(message: string): string | undefined {
  return said.find(({ text }) => text.test(message))?.code;
}

const said = [
  { text: /password authentication failed|no password supplied|client password must be/, code: "28P01" },
  { text: /no pg_hba\.conf entry|FATAL:\s+role ".*" does not exist|not permitted to log in/, code: "28000" },
  { text: /FATAL:\s+database ".*" does not exist/, code: "3D000" },
  { text: /too many clients|remaining connection slots|too many connections/, code: "53300" },
  { text: /could not translate host name/, code: "ENOTFOUND" },
  { text: /timeout expired/, code: "ETIMEDOUT" },
  { text: /not support SSL|certificate verify failed|root certificate file/, code: "TLS" },
] satisfies { text: RegExp; code: string }[];

/** SQLSTATE of https://www.postgresql.org/docs/18/errcodes-appendix.html, and Node's codes. */
const reasons = [
  {
    codes: ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"],
    code: "DATABASE_UNREACHABLE",
    what: "The database server cannot be reached",
    hint: "See that it runs, and that DATABASE_URL names its host and port.",
  },
  {
    codes: ["28000", "28P01"],
    code: "DATABASE_LOGIN_REFUSED",
    what: "Authentication failed",
    hint: "Correct the user and the password in DATABASE_URL.",
  },
  {
    codes: ["3D000"],
    code: "DATABASE_MISSING",
    what: "There is no such database",
    hint: "Correct its name in DATABASE_URL, or create it: create database …",
  },
  {
    codes: ["53300"],
    code: "DATABASE_FULL",
    what: "The database server has no free connections",
    hint: "Close connections that are not needed, or raise max_connections, and run the same command again.",
  },
  {
    codes: [
      "TLS",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "CERT_HAS_EXPIRED",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ],
    code: "DATABASE_TLS_REFUSED",
    what: "No encrypted connection that both the client and the database server accept",
    hint: "Correct sslmode and sslrootcert in DATABASE_URL, or the certificate of the server.",
  },
  {
    codes: ["ERR_INVALID_URL"],
    code: "DATABASE_URL_INVALID",
    what: "The database URL can't be parsed",
    hint: "Write DATABASE_URL as postgresql://user:password@host:5432/name, with %40 for an @ in the password.",
  },
  {
    codes: ["42501"],
    code: "DATABASE_NO_RIGHTS",
    what: "The account may not do this",
    hint: "Use the account that owns the tables, or let their owner grant what is missing.",
  },
  {
    codes: ["25006"],
    code: "DATABASE_READ_ONLY",
    what: "The database is read-only: it is a replica, or set to read only",
    hint: READ_ONLY_HINT,
  },
  {
    codes: ["2BP01"],
    code: "DATABASE_OBJECT_NEEDED",
    what: "Other objects depend on it",
    hint: "First drop or change the objects that the message names, in a migration.",
  },
  {
    codes: ["55006"],
    code: "DATABASE_IN_USE",
    what: "Another session is connected",
    hint: "Stop the application and other sessions of the database, and run the same command again.",
  },
  {
    codes: ["53100", "ENOSPC", "EDQUOT"],
    code: "NO_SPACE",
    what: "A disk is full",
    hint: "Free some space, and run the same command again.",
  },
] satisfies Reason[];

function connectionLost(error: unknown, message: string): MigratorError {
  return new MigratorError(
    "DATABASE_CONNECTION_LOST",
    `The connection to the database was lost: ${message}`,
    "See that the server runs, and run the same command again: it goes on where this one stopped.",
    { cause: error },
  );
}
