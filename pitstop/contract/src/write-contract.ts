import type { Contract } from "./contract.ts";
import { sorted } from "./sorted.ts";

const WIDTH = 110;

/**
 * The text of `contract.json`: keys in order, one property a line, lists of words on one line where they fit, so that a
 * change shows in a diff as the lines that it concerns. The same contract always gives the same text. The layout is
 * that of the repository's formatter.
 */
export function writeContract({ pitstopContract, transformer, definitions, procedures }: Contract): string {
  const value = {
    pitstopContract,
    transformer,
    definitions: sorted(definitions),
    procedures: sorted(procedures),
  };
  return `${laidOut(value, "", 0)}\n`;
}

/** `before` is how much of the line the value's own key and comma take. */
function laidOut(value: unknown, indent: string, before: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item, index) => laidOut(item, inner, comma(index, value)));
    const oneLine = `[${items.join(", ")}]`;
    const fits = !oneLine.includes("\n") && indent.length + before + oneLine.length <= WIDTH;
    return fits ? oneLine : `[\n${items.map((item) => inner + item).join(",\n")}\n${indent}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return "{}";
  const [[key = "", only] = []] = entries;
  // A reference or a bare type is read at a glance.
  if (entries.length === 1 && typeof only === "string")
    return `{ ${JSON.stringify(key)}: ${JSON.stringify(only)} }`;
  const lines = entries.map(([key, each], index) => {
    const name = `${JSON.stringify(key)}: `;
    return `${inner}${name}${laidOut(each, inner, name.length + comma(index, entries))}`;
  });
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

/** How much room the comma behind an item takes. */
const comma = (index: number, list: readonly unknown[]): number => (index < list.length - 1 ? 1 : 0);
