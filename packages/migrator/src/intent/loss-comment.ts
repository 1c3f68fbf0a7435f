// Straight from its file: the linter reads these comments, and starts without what talks to a database.
import { OBJECT_KINDS, type ObjectKind } from "../snapshot/schema-object.ts";
import type { Stated } from "./claim.ts";

/** What a comment gives as the kind where rows go and the table stays. */
const ROWS = "rows";

/**
 * Reads what is behind `pitstop:allow loss`: a kind, a name, and why. `column public.cars.color no client reads it`,
 * `materialized-view totals …`, `rows cars …` for rows that go while the table stays. Undefined where it is not that.
 */
export function readLossComment(text: string): { stated: Stated[]; reason: string } | undefined {
  const [, word = "", rest = ""] = /^(\S+)\s+(.+)$/s.exec(text.trim()) ?? [];
  const [name = "", reason = ""] = splitName(rest);
  if (name === "" || reason === "") return undefined;
  const path = partsOf(name);
  if (word === ROWS) return { stated: [{ act: "delete", kinds: ["table"], name: path }], reason };
  const kind = OBJECT_KINDS.find((known) => known.replaceAll(" ", "-") === word);
  return kind === undefined ? undefined : { stated: statedFor(kind, path), reason };
}

const statedFor = (kind: ObjectKind, name: readonly string[]): Stated[] => [
  { act: "drop", kinds: [kind], name },
];

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
