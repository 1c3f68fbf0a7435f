import type { TableEffect } from "../rehearse/cost/effect.ts";

/** "12 ms", "3.4 s", "2 min 5 s". */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** "48 MB". */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${(bytes / 1000 ** power).toFixed(power > 1 && bytes / 1000 ** power < 10 ? 1 : 0)} ${units[power]}`;
}

/** "1 statement", "3 statements", "2 retries". */
export function count(number: number, noun: string, plural = pluralOf(noun)): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}

const pluralOf = (noun: string): string => (noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`);

/** What a statement held and did, for a cell of a table. */
export function effects(tables: readonly TableEffect[]): string {
  return tables
    .flatMap((effect) => {
      const parts = [lockOf(effect), ...workOf(effect)].filter((part) => part !== null);
      return parts.length === 0 ? [] : `${effect.table}: ${parts.join(", ")}`;
    })
    .join("; ");
}

/** How long a lock was held matters where others wait for it. */
function lockOf({ lock, isBlocking, heldFor }: TableEffect): string | null {
  return lock && isBlocking && heldFor !== null ? `${lock} for ${duration(heldFor)}` : lock;
}

function workOf({ isBlocking, isRewritten, rebuiltIndexes, rowsRead }: TableEffect): string[] {
  if (isRewritten) return ["rewritten"];
  const rebuilt = rebuiltIndexes.map((index) => `${index} rebuilt`);
  return isBlocking && rowsRead > 0 ? [...rebuilt, `${count(rowsRead, "row")} read`] : rebuilt;
}

/** A statement on one line, without the comments above it and in it, cut to a length. */
export function oneLine(statement: string, length: number): string {
  const line = statement
    .replaceAll(/^\s*--.*$/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
