import { isConnectionLost, messageOf } from "./database-error.ts";
import { MigratorError } from "./errors.ts";

/**
 * For an error between the steps, which have words of their own: MigratorError MIGRATION_CONNECTION_LOST where the
 * connection to the database is gone or cannot be made, any other error as it is.
 */
export function explainLostConnection(error: unknown): unknown {
  if (error instanceof MigratorError || !isConnectionLost(error)) return error;
  return new MigratorError(
    "MIGRATION_CONNECTION_LOST",
    `There is no connection to the database: ${messageOf(error)}.`,
    "When the server can be reached, run the same command again: it goes on where this one stopped.",
    { cause: error },
  );
}
