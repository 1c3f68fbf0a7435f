import { OBJECT_KINDS, type ObjectKind } from "./object-kinds.ts";

/** What a comment gives as the kind where rows go and the table stays. */
const ROWS = "rows";

/** What goes, and why. */
export interface LossComment {
  /** "rows" where rows go while the table stays. */
  readonly kind: ObjectKind | typeof ROWS;
  /** Schema first where it has one. */
  readonly name: readonly string[];
  readonly reason: string;
}

/**
 * Reads what is behind `pitstop:allow loss`: a kind, a name, and why. `column public.cars.color no client reads it`,
 * `materialized-view totals …`, `rows cars …` for rows that go while the table stays. Undefined where it is not that.
 */
export function readLossComment(text: string): LossComment | undefined {
  const [, word = "", rest = ""] = /^(\S+)\s+(.+)$/s.exec(text.trim()) ?? [];
  const [name = "", reason = ""] = splitName(rest);
  if (name === "" || reason === "") return undefined;
  const kind = word === ROWS ? ROWS : OBJECT_KINDS.find((known) => known.replaceAll(" ", "-") === word);
  return kind && { kind, name: partsOf(name), reason };
}

/** The comment that allows what happened to an object. */
export const lossComment = (kind: ObjectKind | typeof ROWS, name: string): string =>
  `-- pitstop:allow loss ${kind.replaceAll(" ", "-")} ${name} <why>`;

/** The first word, where quotes keep spaces together, and what is behind it. */
function splitName(text: string): [string, string] {
  const [name = ""] = /^(?:"(?:[^"]|"")*"|[^\s"])+/.exec(text) ?? [];
  return [name, text.slice(name.length).trim()];
}

/** `public."Odd.Name"` has two parts. */
const partsOf = (name: string): string[] =>
  [...name.matchAll(/"((?:[^"]|"")*)"|([^."(]+(?:\([^)]*\))?)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
