import type { Readable, Writable } from "node:stream";
import { confirm, isCancel, text } from "@clack/prompts";

/** A terminal, or what a test uses instead. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
}

/** Questions go to stderr: what is on stdout may be read by a program. */
const terminal: Terminal = { input: process.stdin, output: process.stderr };

/** Whether a person can be asked. */
export const hasTerminal = ({ input, output }: Terminal = terminal): boolean =>
  input.isTTY === true && output.isTTY === true;

/** A question; anything but yes is no. */
export async function isConfirmed(message: string, { input, output }: Terminal = terminal): Promise<boolean> {
  return (await confirm({ message, initialValue: false, input, output })) === true;
}

/** A question answered by typing a word, which nobody does by mistake. */
export async function isTyped(
  message: string,
  word: string,
  { input, output }: Terminal = terminal,
): Promise<boolean> {
  const answer = await text({ message, placeholder: word, input, output });
  return !isCancel(answer) && answer?.trim() === word;
}
