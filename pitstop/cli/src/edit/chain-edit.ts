import type { Call, Chain } from "./chain.ts";
import { type FileEdit, indentAt, lineStart } from "./file-edit.ts";
import { bare } from "./object.ts";
import { quoted, type Source } from "./source.ts";

/** Changes single calls of a chain; comments, line breaks and every other call stay as they are. */
export class ChainEdit {
  readonly #edit: FileEdit;
  readonly #chain: Chain;
  readonly #order: readonly string[];

  /** `order`: the names of calls as they follow each other; a call of another name is kept before `nullable`. */
  constructor(edit: FileEdit, chain: Chain, order: readonly string[]) {
    this.#edit = edit;
    this.#chain = chain;
    this.#order = order;
  }

  /** Writes the call of this name as `text` (`.max(80)`), or takes it out. */
  set(name: string, text: string | undefined): void {
    const { calls } = this.#chain;
    const index = calls.findLastIndex((call) => call.name === name);
    const call = calls[index];
    if (call?.around) this.#rewrite(call, call.around, text ?? "");
    else if (call && text !== undefined) this.#edit.replace(call, this.#written(text));
    else if (call) this.#remove(call, index);
    else if (text !== undefined) this.#insert(name, text);
  }

  /** Adds a call behind all others. */
  append(text: string): void {
    const { calls, rootNode } = this.#chain;
    const end = calls.at(-1)?.end ?? rootNode.end;
    this.#edit.insert(end, `${lineBreak(this.#edit.source, calls)}${this.#written(text)}`);
  }

  /** What was written around the rest is written behind it. */
  #rewrite({ end }: Call, { start, inner }: NonNullable<Call["around"]>, text: string): void {
    const isChain = bare(inner) === inner;
    this.#edit.replace({ start, end: inner.start }, isChain ? "" : "(");
    this.#edit.replace({ start: inner.end, end }, (isChain ? "" : ")") + this.#written(text));
  }

  #written(text: string): string {
    return quoted(this.#edit.source, text);
  }

  #remove({ start, end }: Call, index: number): void {
    const { calls, rootNode } = this.#chain;
    const previous = calls[index - 1]?.end ?? rootNode.end;
    const isBlank = this.#edit.source.text.slice(previous, start).trim() === "";
    this.#edit.remove(isBlank ? previous : start, end);
  }

  #insert(name: string, text: string): void {
    const { calls, rootNode } = this.#chain;
    const rank = this.#rank(name);
    const index = calls.findLastIndex((call, place) => place === 0 || this.#rank(call.name) <= rank);
    const before = calls[index];
    this.#edit.insert(
      before?.end ?? rootNode.end,
      `${lineBreak(this.#edit.source, calls)}${this.#written(text)}`,
    );
  }

  #rank(name: string): number {
    const place = this.#order.indexOf(name);
    return place < 0 ? this.#order.indexOf("nullable") - 0.5 : place;
  }
}

/** What stands before a call of this chain: a line break where each call has a line. */
function lineBreak(source: Source, calls: readonly Call[]): string {
  const last = calls.at(-1);
  if (!last) return "";
  const start = lineStart(source.text, last.start);
  const isOwnLine = source.text.slice(start, last.start).trim() === "";
  return isOwnLine ? `${source.eol}${indentAt(source.text, last.start)}` : "";
}

/** The comments within a chain, as lines that can go above it. */
export function commentsIn(source: Source, { start, end }: { start: number; end: number }): string[] {
  return source.comments
    .filter((comment) => comment.start >= start && comment.end <= end)
    .map((comment) => source.text.slice(comment.start, comment.end));
}
