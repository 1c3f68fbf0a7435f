import { PitstopError } from "@pitstop/errors";
import { codeOf, isConnectionLost, messageOf } from "../database-error.ts";
import { MigratorError } from "../errors.ts";
import { reasonOf } from "../explained.ts";

/** What was tried when something failed. */
export type Work = "backup" | "restore" | "shadow" | "sample";

const names: Record<Work, string> = {
  backup: "The backup",
  restore: "The restore",
  shadow: "The restore into a shadow",
  sample: "The sample",
};

/**
 * Says what kept a backup from being made or put back, and what to do about it: a MigratorError BACKUP_NO_SPACE,
 * BACKUP_NO_RIGHTS, BACKUP_FOLDER_INVALID, BACKUP_LOCKED, BACKUP_TOOL_TOO_OLD, BACKUP_CONNECTION_LOST, what
 * `explainedError` says of logging in, or BACKUP_FAILED.
 */
export function explained(error: unknown, work: Work): MigratorError {
  if (error instanceof MigratorError) return error;
  const message = messageOf(error);
  if (error instanceof PitstopError && error.code !== "POSTGRES_DISK_FULL") {
    return new MigratorError(error.code, message, error.hint, { cause: error });
  }
  const { code, hint } = causeOf(error, message, work);
  return new MigratorError(code, `${names[work]} failed: ${message}`, hint, { cause: error });
}

interface Cause {
  readonly code: string;
  readonly hint: string;
}

function causeOf(error: unknown, message: string, work: Work): Cause {
  const code = codeOf(error) ?? "";
  const own = causes.find(({ codes, says }) => codes.includes(code) || says?.test(message));
  if (own) return { code: own.code, hint: own.hint(error, work) };
  const known = reasonOf(error);
  if (known && known.code !== "DATABASE_UNREACHABLE") return known;
  if (known || isConnectionLost(error) || LOST.test(message)) {
    return {
      code: "BACKUP_CONNECTION_LOST",
      hint: "Make sure that the server is running and that DATABASE_URL has its host and port. Then run the same command again.",
    };
  }
  return {
    code: "BACKUP_FAILED",
    hint: "Nothing half-finished was left behind. Correct what the message names, then run the same command again.",
  };
}

const LOST =
  /server closed the connection|connection to server|terminating connection|could not receive data|timeout expired/i;

/** SQLSTATE and Node's codes, and what the programs of PostgreSQL say, which have none. */
const causes: readonly {
  readonly code: string;
  readonly codes: readonly string[];
  readonly says?: RegExp;
  readonly hint: (error: unknown, work: Work) => string;
}[] = [
  {
    code: "BACKUP_NO_SPACE",
    codes: ["ENOSPC", "EDQUOT", "53100", "POSTGRES_DISK_FULL"],
    says: /no space left|disk quota/i,
    hint: (_, work) =>
      work === "backup"
        ? "Free some space or keep fewer backups (PITSTOP_KEEP_BACKUPS), then run the same command again."
        : "Free at least as much space as the database takes, then run the same command again.",
  },
  {
    code: "BACKUP_NO_RIGHTS",
    codes: ["EACCES", "EPERM", "EROFS"],
    hint: (error) => `Give this account read and write access to ${pathOf(error)}, or set PITSTOP_BACKUPS.`,
  },
  {
    code: "BACKUP_FOLDER_INVALID",
    codes: ["ENOTDIR", "EEXIST"],
    hint: (error) => `${pathOf(error)} must be a folder: move it away, or set PITSTOP_BACKUPS.`,
  },
  {
    code: "BACKUP_NO_RIGHTS",
    codes: ["42501"],
    says: /permission denied|must be owner|must be able to SET ROLE|must be superuser|row-level security/i,
    hint: () => "Use an account with this right: the owner of the database or a superuser.",
  },
  {
    code: "BACKUP_LOCKED",
    codes: ["55P03"],
    says: /lock timeout|could not obtain lock/i,
    hint: () =>
      "Another session holds an exclusive lock on a table. Wait until it finishes, then run the same command again.",
  },
  {
    code: "BACKUP_TOOL_TOO_OLD",
    codes: [],
    says: /server version mismatch|unsupported version \([\d.]+\) in file header/,
    hint: () => "Install the PostgreSQL client programs of the server's version or newer.",
  },
];

const pathOf = (error: unknown): string =>
  error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : "the folder";
