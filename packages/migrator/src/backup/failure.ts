import { PostgresError } from "@pitstop/postgres";
import { codeOf, isConnectionLost } from "../database-error.ts";
import { MigratorError } from "../errors.ts";

/**
 * Says what kept a backup from being made or put back: a MigratorError BACKUP_NO_SPACE, BACKUP_NO_RIGHTS,
 * BACKUP_LOCKED, BACKUP_CONNECTION_LOST, or BACKUP_FAILED. `what` is what was tried: "The backup of pitstop".
 */
export function explained(error: unknown, what: string): MigratorError {
  if (error instanceof MigratorError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof PostgresError && error.code !== "POSTGRES_DISK_FULL") {
    return new MigratorError(error.code, message, error.hint, { cause: error });
  }
  const [code, hint] = kindOf(error, message);
  return new MigratorError(code, `${what} failed: ${message}`, hint, { cause: error });
}

function kindOf(error: unknown, message: string): [code: string, hint: string] {
  const code = codeOf(error) ?? "";
  if (
    ["ENOSPC", "EDQUOT", "53100", "POSTGRES_DISK_FULL"].includes(code) ||
    /no space left|disk quota/i.test(message)
  ) {
    return ["BACKUP_NO_SPACE", "Free some space, or keep fewer backups, and run the same command again."];
  }
  if (
    isConnectionLost(error) ||
    /server closed the connection|connection to server|terminating connection|could not receive data/i.test(
      message,
    )
  ) {
    return [
      "BACKUP_CONNECTION_LOST",
      "See that the server runs and can be reached, and run the same command again.",
    ];
  }
  if (
    ["42501", "EACCES", "EPERM", "EROFS"].includes(code) ||
    /permission denied|must be owner|must be able to SET ROLE|must be superuser|row-level security/i.test(
      message,
    )
  ) {
    return [
      "BACKUP_NO_RIGHTS",
      "Use an account that may do this: the owner of the database, or a superuser.",
    ];
  }
  if (code === "55P03" || /lock timeout|could not obtain lock/i.test(message)) {
    return [
      "BACKUP_LOCKED",
      "Somebody holds a table for themselves. Wait for them, and run the same command again.",
    ];
  }
  return ["BACKUP_FAILED", "Nothing half-made was left. See the message, and run the same command again."];
}
