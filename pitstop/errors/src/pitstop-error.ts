/**
 * An error that says what happened, what to do about it, and which error it is: the base of every error that a person
 * who runs Pitstop may see. `docs/errors.md` lists the codes. They are stable: programs may tell errors apart by them.
 *
 * @example
 * try {
 *   await migrator.up();
 * } catch (error) {
 *   if (!(error instanceof PitstopError)) throw error;
 *   process.stderr.write(errorText(error));
 * }
 */
export class PitstopError<Code extends string = string> extends Error {
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
