import type { Readable, Writable } from "node:stream";
import { confirm, isCancel, text } from "@clack/prompts";

/** Where a person sits: the terminal, or what a test puts in its place. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
}

/** Questions go to stderr: what is on stdout may be read by a program. */
const terminal: Terminal = { input: process.stdin, output: process.stderr };

/** Whether somebody can be asked. */
export const isAnybodyThere = ({ input, output }: Terminal = terminal): boolean =>
  input.isTTY === true && output.isTTY === true;

/** A question that nothing but a yes answers with yes. */
export async function isConfirmed(message: string, { input, output }: Terminal = terminal): Promise<boolean> {
  return (await confirm({ message, initialValue: false, input, output })) === true;
}

/** A question for which a word has to be typed: nobody does that by mistake. */
export async function isTyped(
  message: string,
  word: string,
  { input, output }: Terminal = terminal,
): Promise<boolean> {
  const answer = await text({ message, placeholder: word, input, output });
  return !isCancel(answer) && answer?.trim() === word;
}
