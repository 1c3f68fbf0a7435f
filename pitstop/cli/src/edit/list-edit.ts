// Adding to and taking from what stands in braces or brackets, separated by commas: properties, elements, specifiers.

import { type FileEdit, indentAt, lineEnd, lineStart, nextLine } from "./file-edit.ts";
import type { Source } from "./source.ts";

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A list in a file: the span from the opening to the closing sign (both included), and what stands in it. */
export interface List extends Span {
  readonly items: readonly Span[];
}

/**
 * Adds an item behind another one (undefined: as the first). In a list with a line per item it becomes a line of its
 * own; `{}` is opened; a list on one line stays on one. A comma behind the last item is kept as the file has it.
 */
export function addItem(
  edit: FileEdit,
  list: List,
  text: string,
  after: Span | undefined = list.items.at(-1),
) {
  const { source } = edit;
  if (list.items.length === 0) return addFirstItem(edit, list, text);
  if (isOnOneLine(source, list)) return addInline(edit, list, text, after);
  const sibling = after ?? (list.items[0] as Span);
  const indent = indentAt(source.text, sibling.start);
  const block = indented(text, indent, source.eol);
  if (!after) {
    const place = startWithComments(source, sibling, list.start);
    return edit.insert(lineStart(source.text, place), `${indent}${block},${source.eol}`);
  }
  const comma = commaBehind(source, after);
  const isLast = list.items.at(-1) === after;
  if (comma === undefined) edit.insert(after.end, ",");
  const place = endOfItemLine(source, list, after, comma);
  edit.insert(place, `${source.eol}${indent}${block}${isLast && comma === undefined ? "" : ","}`);
}

/** Takes an item out, with its line where it has one to itself, and the comments that belong to it. */
export function removeItem(edit: FileEdit, list: List, item: Span) {
  const { source } = edit;
  const { text } = source;
  const index = list.items.indexOf(item);
  const previous = list.items[index - 1];
  const next = list.items[index + 1];
  const comma = commaBehind(source, item);
  if (!previous && !next) return edit.remove(list.start + 1, list.end - 1);
  if (!sharesLines(source, list, item, previous, next)) {
    const start = lineStart(text, startWithComments(source, item, previous?.end ?? list.start + 1));
    if (!next && comma === undefined && previous) {
      const previousComma = commaBehind(source, previous);
      if (previousComma !== undefined) edit.remove(previousComma, previousComma + 1);
    }
    return edit.remove(start, nextLine(text, comma ?? item.end));
  }
  if (next && comma !== undefined) return edit.remove(item.start, next.start);
  const end = comma === undefined ? item.end : comma + (previous ? 0 : 1);
  edit.remove(previous ? (previous.end as number) : item.start, end);
}

/** The comment lines directly above an item, which go where it goes; a comment with an empty line below it does not. */
export function startWithComments(source: Source, item: Span, lowest: number): number {
  let start = item.start;
  for (const comment of [...source.comments].reverse()) {
    if (comment.end > start || comment.start < lowest) continue;
    const between = source.text.slice(comment.end, start);
    if (!/^[ \t]*\r?\n?[ \t]*$/.test(between)) break;
    const isAloneOnItsLine =
      source.text.slice(lineStart(source.text, comment.start), comment.start).trim() === "";
    if (!isAloneOnItsLine) break;
    start = comment.start;
  }
  return start;
}

/** Where the comma behind an item stands, if there is one. */
export function commaBehind(source: Source, item: Span): number | undefined {
  let offset = item.end;
  for (;;) {
    const comment = source.comments.find(({ start }) => start === offset);
    if (comment) offset = comment.end;
    else if (source.text[offset] === ",") return offset;
    else if (/\s/.test(source.text[offset] ?? "x")) offset++;
    else return undefined;
  }
}

/** Text of several lines, moved in by `indent` from its second line on, with the file's line breaks. */
export const indented = (text: string, indent: string, eol: string): string =>
  text.split("\n").join(`${eol}${indent}`);

export const isOnOneLine = (source: Source, { start, end }: Span): boolean =>
  !source.text.slice(start, end).includes("\n");

function addFirstItem(edit: FileEdit, list: List, text: string) {
  const { source } = edit;
  const outer = indentAt(source.text, list.start);
  const indent = `${outer}${source.indentUnit}`;
  const inner = source.text.slice(list.start + 1, list.end - 1);
  const line = `${indent}${indented(text, indent, source.eol)},`;
  if (inner.trim() === "") {
    return edit.replace(
      { start: list.start, end: list.end },
      `${source.text[list.start]}${source.eol}${line}${source.eol}${outer}${source.text[list.end - 1]}`,
    );
  }
  // Only a comment stands in it: the item follows the comment.
  edit.insert(lineEnd(source.text, list.start + 1 + inner.trimEnd().length), `${source.eol}${line}`);
}

function addInline(edit: FileEdit, list: List, text: string, after: Span | undefined) {
  if (!after) return edit.insert((list.items[0] as Span).start, `${text}, `);
  edit.insert(after.end, `, ${text}`);
}

/** The end of the line that an item ends on, behind its comment; an item that shares the line ends at its comma. */
function endOfItemLine(source: Source, list: List, item: Span, comma: number | undefined): number {
  const end = lineEnd(source.text, comma ?? item.end);
  const next = list.items[list.items.indexOf(item) + 1];
  const following = next?.start ?? list.end - 1;
  return following < end ? (comma === undefined ? item.end : comma + 1) : end;
}

function sharesLines(
  source: Source,
  list: List,
  item: Span,
  previous: Span | undefined,
  next: Span | undefined,
): boolean {
  const { text } = source;
  const before = previous?.end ?? list.start + 1;
  const after = next?.start ?? list.end - 1;
  return lineStart(text, item.start) <= before - 1 || lineEnd(text, item.end) > after;
}
