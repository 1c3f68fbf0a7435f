// SQL in hand-written code that names a column: raw queries of services, scripts and tests, and files of SQL.
import type { CodeReference } from "../plan.ts";
import { storedColumns } from "../schema-history/stored-columns.ts";
import { type ColumnName, type ColumnPlace, columnPlaces } from "../sql-text/column-places.ts";
import {
  behind,
  type CarriedSql,
  carried,
  certainReferences,
  headFor,
  mentionsOf,
  referenceTo,
  type SqlLiteral,
  type SqlMention,
  type SqlMentions,
  spellings,
  wordOf,
} from "./sql-literals.ts";

/**
 * Makes queries read and write the column that takes the place of another one. Their results keep the names that they
 * had, so that the code around them goes on. What isn't certain stays, and is listed.
 */
export function carrySql(files: ReadonlyMap<string, string>, name: ColumnName, to: string): CarriedSql {
  return carried(files, mentionsIn(files, name), ({ isOutput }, quote) =>
    isOutput ? `${quote(to)} as ${quote(name.column)}` : quote(to),
  );
}

/** SQL in code that names a column, most certain first. */
export function sqlReferences(files: ReadonlyMap<string, string>, name: ColumnName): CodeReference[] {
  const mentions = [...mentionsIn(files, name).values()].flat();
  return mentions
    .toSorted((one, other) => Number(other.isCertain) - Number(one.isCertain))
    .map((mention) => referenceTo(mention, false));
}

/** SQL in code that names a column for certain. */
export const certainSql = (files: ReadonlyMap<string, string>, name: ColumnName): CodeReference[] =>
  certainReferences(mentionsIn(files, name));

const mentionsIn = (files: ReadonlyMap<string, string>, name: ColumnName): SqlMentions<ColumnPlace> =>
  mentionsOf(files, [name.column, name.table], (literal) => mentionIn(files, literal, name));

function mentionIn(
  files: ReadonlyMap<string, string>,
  literal: SqlLiteral,
  name: ColumnName,
): SqlMention<ColumnPlace> | undefined {
  const { text } = literal;
  const head = headFor(literal);
  if (head === undefined || !wordOf(name.column).test(text) || !wordOf(name.table).test(text))
    return undefined;
  const columnsOf = (table: string) => storedColumns({ files }, table);
  const places = spellings(literal)
    .map((spelling) => columnPlaces(head + spelling, name, { columnsOf }))
    .find((found) => found !== undefined);
  if (places?.length === 0) return undefined;
  const isCertain = places?.every((place) => place.isCertain) ?? false;
  return { literal, places: behind(head, places ?? []), isCertain };
}
