// Pieces of SQL in hand-written code: conditions and columns that a query builder puts into a query of its own.
import type { CodeReference } from "../plan.ts";
import { nodesOf, parseSql, stringsOf } from "../sql-text/parse-sql.ts";
import { domainPattern } from "./name-patterns.ts";
import { headFor, isHandWritten, literalsIn, referenceTo, spellings, wordOf } from "./sql-literals.ts";

/**
 * Texts that are a piece of SQL with a column in it, in files that name its domain: `where("color = ?")`,
 * `raw("lower(color)")`. Nobody can say of which table it is, so that these are for a person to look at.
 */
export function sqlFragments(
  files: ReadonlyMap<string, string>,
  { domain, column }: { readonly domain: string; readonly column: string },
): CodeReference[] {
  const word = wordOf(column);
  const beside = domainPattern([domain]);
  return [...files].flatMap(([path, text]) => {
    if (!isHandWritten(path) || !word.test(text) || !beside.test(text)) return [];
    return literalsIn(path, text)
      .filter((literal) => word.test(literal.text) && headFor(literal) === undefined)
      .filter((literal) => spellings(literal).some((spelling) => hasColumn(spelling, column)))
      .map((literal) => referenceTo({ literal, places: [], isCertain: false }, false));
  });
}

/** What prose and names alone have none of. */
const OF_SQL = /[=<>~(|*]|^\s*distinct\b|\b(?:is|in|like|ilike|between|asc|desc)\b/i;

function hasColumn(text: string, column: string): boolean {
  if (!OF_SQL.test(text)) return false;
  return [`select ${text}`, `select 1 order by ${text}`].some((sql) =>
    nodesOf(parseSql(sql)?.statements, "ColumnRef").some(({ fields }) => stringsOf(fields).at(-1) === column),
  );
}
