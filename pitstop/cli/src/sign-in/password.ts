// A password is never an argument, which other users of the machine and the shell's history would see.
import { text } from "node:stream/consumers";
import { RefusedError, UsageError } from "../errors.ts";
import { isTerminal } from "../prompts/terminal.ts";

/** The password that stands on standard input. */
export const passwordFromInput = async (): Promise<string> =>
  (await text(process.stdin)).replace(/\r?\n$/, "");

/** Asks for a user's password. Throws UsageError PASSWORD_NEEDED without a terminal, and RefusedError NOT_CONFIRMED. */
export async function askPassword(email: string, hint: string): Promise<string> {
  if (!isTerminal())
    throw new UsageError("PASSWORD_NEEDED", "There is no terminal to ask for a password.", hint);
  const { isCancel, password } = await import("@clack/prompts");
  const answer = await password({ message: `Password of ${email}`, output: process.stderr });
  if (isCancel(answer))
    throw new RefusedError("NOT_CONFIRMED", "Nothing was done.", "Run the command again.");
  return answer;
}
