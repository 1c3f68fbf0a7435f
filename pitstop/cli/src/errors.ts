import { PitstopError } from "@pitstop/errors";

/** What `pitstop` answers a shell with; an interface that scripts rely on. */
export const exitCodes = { done: 0, failed: 1, usage: 2, refused: 3 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error for the person at the keyboard: the command ends with `exitCode`. */
export class CliError<Code extends string = string> extends PitstopError<Code> {
  readonly exitCode: ExitCode;

  constructor(code: Code, message: string, hint: string, options: ErrorOptions & { exitCode: ExitCode }) {
    super(code, message, hint, options);
    this.exitCode = options.exitCode;
  }
}

/** The same error, told once everything is as it was before the command. */
export function putBack(error: unknown): unknown {
  return error instanceof CliError ? withHint(error, `Everything was rolled back. ${error.hint}`) : error;
}

/** The same error with other advice. */
export const withHint = (error: CliError, hint: string): CliError =>
  new CliError(error.code, error.message, hint, { exitCode: error.exitCode, cause: error });

/** The command as typed cannot be meant: a wrong word, a missing argument, a name that cannot be. Exit 2. */
export class UsageError<Code extends string = string> extends CliError<Code> {
  constructor(code: Code, message: string, hint: string) {
    super(code, message, hint, { exitCode: exitCodes.usage });
  }
}

/** The command is clear, and doing it here would do harm or guess. Nothing was written. Exit 3. */
export class RefusedError<Code extends string = string> extends CliError<Code> {
  constructor(code: Code, message: string, hint: string) {
    super(code, message, hint, { exitCode: exitCodes.refused });
  }
}

/** The end of a command that said everything itself: the shell is answered with this. */
export class CommandEnd extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode) {
    super(`The command ends with ${exitCode}.`);
    this.exitCode = exitCode;
  }
}
