/** What the migrator could not do: what happened, and what to do about it. The codes are stable. */
export class MigratorError<Code extends string = string> extends Error {
  readonly code: Code;
  /** What to do about it: the next command to type, where there is one. */
  readonly hint: string;

  constructor(code: Code, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
  }
}
