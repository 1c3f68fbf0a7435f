/** What every command says of an error. */
export interface PrintedError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/**
 * An error as a command prints it for a person, on stderr.
 *
 * @example
 * process.stderr.write(errorText(error));
 */
export const errorText = ({ code, message, hint }: PrintedError): string => `${message}\n${hint} (${code})\n`;

/**
 * An error as a command with `--json` prints it for a program, on stdout: `{ "error": { code, message, hint } }`.
 *
 * @example
 * if (isJson) process.stdout.write(errorJson(error));
 */
export const errorJson = ({ code, message, hint }: PrintedError): string =>
  `${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`;
