import MagicString from "magic-string";
import type { Source } from "./source.ts";

/** Edits of one file; everything that is not named stays byte for byte. */
export class FileEdit {
  readonly source: Source;
  readonly #text: MagicString;

  constructor(source: Source) {
    this.source = source;
    this.#text = new MagicString(source.text);
  }

  replace(node: { start: number; end: number }, text: string): void {
    if (this.source.text.slice(node.start, node.end) !== text) this.#text.update(node.start, node.end, text);
  }

  remove(start: number, end: number): void {
    this.#text.remove(start, end);
  }

  insert(offset: number, text: string): void {
    this.#text.appendLeft(offset, text);
  }

  /** The text as it shall be. */
  toString(): string {
    return this.#text.toString();
  }
}

/** Where the line of an offset begins. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const index = text.indexOf("\n", offset);
  if (index < 0) return text.length;
  return text[index - 1] === "\r" && index > offset ? index - 1 : index;
}

/** Where the next line begins. */
export function nextLine(text: string, offset: number): number {
  const index = text.indexOf("\n", offset);
  return index < 0 ? text.length : index + 1;
}

/** The white space that a line begins with. */
export const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? "";
