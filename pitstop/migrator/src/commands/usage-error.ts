import { MigratorError } from "../errors.ts";

/** A command line that can't be run; the process ends with 2. */
export class UsageError extends MigratorError<"USAGE"> {
  constructor(message: string, hint: string) {
    super("USAGE", message, hint);
  }
}
