/** Something about the embedded server that a person has to know or to do. The codes are stable. */
export class PostgresError extends Error {
  readonly code: PostgresErrorCode;
  /** What to do about it. */
  readonly hint: string;

  constructor(code: PostgresErrorCode, message: string, hint: string) {
    super(message);
    this.name = "PostgresError";
    this.code = code;
    this.hint = hint;
  }
}

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
