/** A place in a text, both from 1. Columns are UTF-16 code units, as editors count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Tells the place of byte positions, which have to be asked for in their order: each byte is looked at once. */
export function ascendingPositions(bytes: Buffer): (position: number) => Position {
  let at = 0;
  let line = 1;
  let column = 1;
  return (position) => {
    const text = bytes.toString("utf8", at, position);
    at = position;
    const lineStart = text.lastIndexOf("\n") + 1;
    if (lineStart > 0) {
      line += text.split("\n").length - 1;
      column = 1;
    }
    column += text.length - lineStart;
    return { line, column };
  };
}
