import { recordAttributes } from "@pitstop/types";
import { ASIDE, type Aside } from "./aside.ts";
import type { Column, RelatedTable, Table } from "./table.ts";
import { answeredSql, wholeNumberSql } from "./wire-form.ts";

/**
 * The SELECT that turns rows of `source` (an SQL text that gives the table's columns) into records as the API shows
 * them, one JSON object a row, relations as `{ id, name }`: one query however many rows. Every column is named, so
 * that a column added under load changes no prepared statement. `more` is a further column, given as the text of its
 * value under this name; `aside` is what an older client reads.
 */
export function selectRecords(
  table: Table,
  source: string,
  { more, aside }: { more?: { name: string; column: Column } | undefined; aside?: Aside | undefined } = {},
): string {
  const fields = [
    ...["id", ...Object.keys(table.domain.attributes)].map((name) =>
      field(name, answeredSql(column(table, name), "t")),
    ),
    ...Object.entries(table.relations).map(([name, related], index) =>
      field(name, referenceSql(related, `r${index}`)),
    ),
    ...[...Object.keys(recordAttributes), "version"].map((name) =>
      field(name, answeredSql(column(table, name), "t")),
    ),
    ...(more ? [field(more.name, `to_json(t.${more.column.sql}) #>> '{}'`)] : []),
    ...(aside ? [field(ASIDE, `(${objectText(asideFields(table, aside))})::json`)] : []),
  ];
  const joins = Object.entries(table.relations).map(
    ([name, related], index) =>
      ` left join ${related.sql} r${index} on r${index}.${related.id} = t.${column(table, `${name}Id`).sql}`,
  );
  return `select ${objectText(fields)} from ${source} t${joins.join("")}${asideJoins(table, aside)}`;
}

const asideFields = (table: Table, { fields }: Aside): string[] =>
  fields.map(({ name, column: retired, relation }, index) => {
    const related = relation ? table.retiredRelations[retired.name] : undefined;
    return field(name, related ? referenceSql(related, `s${index}`) : answeredSql(retired, "t"));
  });

const asideJoins = (table: Table, aside: Aside | undefined): string =>
  (aside?.fields ?? [])
    .map(({ column: { name, sql }, relation }, index) => {
      const related = relation ? table.retiredRelations[name] : undefined;
      return related ? ` left join ${related.sql} s${index} on s${index}.${related.id} = t.${sql}` : "";
    })
    .join("");

/** All columns of the table by name, and those that an older client reads, for a subquery or a RETURNING clause. */
export function columnList(table: Table, aside?: Aside): string {
  const columns = [
    ...Object.values(table.columns),
    ...(aside?.fields ?? []).map(({ column: retired }) => retired),
  ];
  return [...new Set(columns.map(({ sql }) => sql))].join(", ");
}

/** The column of an attribute, or of a relation by `<relation>Id`. */
export function column(table: Table, name: string): Column {
  const found = table.columns[name];
  if (!found) throw new Error(`The table ${table.name} has no column for "${name}".`);
  return found;
}

/** A function of PostgreSQL takes at most 100 arguments, two for each field. */
const FIELDS_OF_A_CALL = 50;

/** A JSON object as text. Of several calls, each object loses the brace between it and the next one. */
function objectText(fields: readonly string[]): string {
  const calls: string[] = [];
  for (let from = 0; from < fields.length || from === 0; from += FIELDS_OF_A_CALL)
    calls.push(`json_build_object(${fields.slice(from, from + FIELDS_OF_A_CALL).join(", ")})::text`);
  return calls.reduce((object, next) => `left(${object}, -1) || ', ' || substr(${next}, 2)`);
}

const field = (name: string, sql: string): string => `'${name.replaceAll("'", "''")}', ${sql}`;

/** A record without a title of its own is called by its id. */
function referenceSql({ id, title }: RelatedTable, alias: string): string {
  const name = `coalesce(${alias}.${title}::text, ${alias}.${id}::text)`;
  return `case when ${alias}.${id} is not null then json_build_object('id', ${wholeNumberSql(`${alias}.${id}`)}, 'name', ${name}) end`;
}
