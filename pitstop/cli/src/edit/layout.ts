import type { Source } from "./source.ts";

/** The longest line that the formatter leaves alone. */
export const MAX_LINE = 110;

/** How wide lines of a file may be: one that has wider ones has a style of its own. */
export const widthOf = ({ text }: Pick<Source, "text">): number =>
  text.split("\n").reduce((widest, line) => Math.max(widest, line.length), MAX_LINE);

/**
 * A property with a chain as the formatter lays it out: on one line where it fits, otherwise a line per call, and the
 * object of `.meta()` opened where even that is too long. Lines after the first are relative to the property.
 */
export function layOut(
  source: Pick<Source, "text" | "indentUnit">,
  key: string,
  root: string,
  calls: readonly string[],
  indent: string,
): string {
  const oneLine = `${key}: ${root}${calls.join("")}`;
  const style = { indent, unit: source.indentUnit, width: widthOf(source) };
  if (indent.length + oneLine.length + 1 <= style.width && !oneLine.includes("\n")) return oneLine;
  const [first = "", ...others] = calls;
  // The formatter keeps short roots (`z`) on the first line, with no call behind them.
  const head = root.length <= 2 ? [`${key}: ${root}`, first] : [`${key}: ${root}${first}`];
  if (calls.length <= 2) return openObject(oneLine, style);
  const lines = [...head.slice(1), ...others].map((call) => openObject(`${style.unit}${call}`, style));
  return [head[0], ...lines].join("\n");
}

interface Style {
  readonly indent: string;
  readonly unit: string;
  readonly width: number;
}

/** Opens the object at the end of a line that is too long: a line per property. */
function openObject(line: string, { indent, unit, width }: Style): string {
  const match = /^(\s*)(.*?\()\{ (.*) \}\)$/.exec(line);
  if (indent.length + line.length + 1 <= width || !match) return line;
  const [, inner = "", head = "", body = ""] = match;
  const properties = splitProperties(body).map((property) => `${inner}${unit}${property},`);
  return [`${inner}${head}{`, ...properties, `${inner}})`].join("\n");
}

/** `a: "x, y", b: 1` by its commas outside of texts and brackets. */
function splitProperties(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let index = 0; index < body.length; index++) {
    const character = body.charAt(index);
    if (quote) {
      if (character === "\\") index++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "," && depth === 0) {
      parts.push(body.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, body.slice(start).trim()].filter(Boolean);
}
