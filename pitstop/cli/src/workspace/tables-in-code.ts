// SQL in code that names a table: raw queries, and formulas of entities.
import type { CodeReference } from "../plan.ts";
import { type TablePlace, tablePlaces } from "../sql-text/table-places.ts";
import {
  behind,
  type CarriedSql,
  carried,
  certainReferences,
  headFor,
  mentionsOf,
  QUERY,
  type SqlLiteral,
  type SqlMention,
  type SqlMentions,
  spellings,
  wordOf,
} from "./sql-literals.ts";

/** Makes queries read and write a table under its new name. What isn't certain stays, and is listed. */
export function carryTable(files: ReadonlyMap<string, string>, table: string, to: string): CarriedSql {
  return carried(files, mentionsIn(files, table), ({ isAliased }, quote) =>
    isAliased ? `${quote(to)} as ${quote(table)}` : quote(to),
  );
}

/** Queries in code that read or write a table for certain. */
export const queriesOf = (files: ReadonlyMap<string, string>, table: string): CodeReference[] =>
  certainReferences(mentionsIn(files, table));

const mentionsIn = (files: ReadonlyMap<string, string>, table: string): SqlMentions<TablePlace> =>
  mentionsOf(files, [table], (literal) => mentionIn(literal, table));

function mentionIn(literal: SqlLiteral, table: string): SqlMention<TablePlace> | undefined {
  const { text } = literal;
  const head = OF_TABLES.test(text) ? "" : headFor(literal);
  if (head === undefined || !wordOf(table).test(text)) return undefined;
  const found = spellings(literal)
    .map((spelling) => tablePlaces(head + spelling, table))
    .find((places) => places !== undefined);
  if (!found) return isLikely(text, table) ? { literal, places: [], isCertain: false } : undefined;
  if (found.isCertain && found.places.length === 0) return undefined;
  return { literal, places: behind(head, found.places), isCertain: found.isCertain };
}

/** What needs a table: a view under its former name won't do. */
const OF_TABLES = /^\s*(?:truncate|copy|(?:lock|alter)\s+table)\b/i;

/** Whether text that PostgreSQL can't read is meant for it. */
const isLikely = (text: string, table: string): boolean =>
  QUERY.test(text) && new RegExp(`\\b(?:from|into|join|update)\\s+\\S*${table}\\b[^.]*\\w`, "i").test(text);
