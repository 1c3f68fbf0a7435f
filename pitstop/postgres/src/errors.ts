import { PitstopError } from "@pitstop/errors";

/** The embedded server can't do what was asked. */
export class PostgresError extends PitstopError<PostgresErrorCode> {}

export type PostgresErrorCode =
  | "POSTGRES_BINARY_MISSING"
  | "POSTGRES_BINARY_BROKEN"
  | "POSTGRES_FOLDER_NOT_WRITABLE"
  | "POSTGRES_DISK_FULL"
  | "POSTGRES_OTHER_VERSION"
  | "POSTGRES_PORT_TAKEN"
  | "POSTGRES_TABLESPACE"
  | "POSTGRES_IN_USE"
  | "POSTGRES_START_FAILED";
