import { recordAttributes } from "@pitstop/domain";
import type { Reach } from "../access/reach.ts";
import { scopeConditions } from "../access/scope-sql.ts";
import { ASIDE, type Aside } from "./aside.ts";
import type { Parameters } from "./parameters.ts";
import type { Reached } from "./reached.ts";
import type { Column, RelatedTable, Table } from "./table.ts";
import { answeredSql, wholeNumberSql } from "./wire-form.ts";

/** What goes into the statement of a record beside its rows. */
export interface Selection {
  readonly parameters: Parameters;
  /** A further column, given as the text of its value under this name. */
  readonly more?: { readonly name: string; readonly column: Column } | undefined;
  /** What an older client reads. */
  readonly aside?: Aside | undefined;
}

/**
 * The SELECT that turns rows of `source` (an SQL text that gives the table's columns) into records as the API shows
 * them to the caller, one JSON object a row, relations as `{ id, name }`: one query however many rows. Every column is
 * named, so that a column added under load changes no prepared statement.
 */
export function selectRecords(reached: Reached, source: string, selection: Selection): string {
  const { table, reach, hidden } = reached;
  const { more, aside } = selection;
  const shown = (names: readonly string[]) =>
    names.flatMap((name) => {
      const target = column(table, name);
      return hidden.has(target.name) ? [] : [field(name, answeredSql(target, "t"))];
    });
  const relations = Object.entries(table.relations).flatMap(([name, related]) => {
    const key = column(table, `${name}Id`);
    return hidden.has(key.name) ? [] : [{ name, key, related }];
  });
  const references = relations.map(({ name, key, related }, index) =>
    reference(related, { key, alias: `r${index}`, reach, parameters: selection.parameters, name }),
  );
  const beside = asideReferences(reached, selection);
  const fields = [
    ...shown(["id", ...Object.keys(table.domain.attributes)]),
    ...references.map((each) => each.field),
    ...shown([...Object.keys(recordAttributes), "version"]),
    ...(more ? [field(more.name, `to_json(t.${more.column.sql}) #>> '{}'`)] : []),
    ...(aside ? [field(ASIDE, `(${objectText(beside.map((each) => each.field))})::json`)] : []),
  ];
  const joins = [...references, ...beside].map((each) => each.join);
  return `select ${objectText(fields)} from ${source} t${joins.join("")}`;
}

/** A field of a record, and the table that it is joined from. */
interface Joined {
  readonly field: string;
  readonly join: string;
}

function asideReferences({ table, reach, hidden }: Reached, { aside, parameters }: Selection): Joined[] {
  return (aside?.fields ?? [])
    .filter(({ column: retired }) => !hidden.has(retired.name))
    .map(({ name, column: key, relation }, index) => {
      const related = relation ? table.retiredRelations[key.name] : undefined;
      return related
        ? reference(related, { key, alias: `s${index}`, reach, parameters, name })
        : { field: field(name, answeredSql(key, "t")), join: "" };
    });
}

interface Referring {
  readonly name: string;
  readonly key: Column;
  readonly alias: string;
  readonly reach: Reach;
  readonly parameters: Parameters;
}

/**
 * A reference `{ id, name }`. A record without a title of its own is called by its id, and so is one that isn't there for
 * the caller: its key is a value of the row that refers to it, and its title is not.
 */
function reference(related: RelatedTable, { name, key, alias, reach, parameters }: Referring): Joined {
  const { isReadable, hidden, scope } = reach.related(related.domain);
  if (!isReadable || hidden.has(related.titleAttribute)) {
    const value = `t.${key.sql}`;
    return { field: field(name, referenceSql(value, `${value}::text`)), join: "" };
  }
  const conditions = [
    `${alias}.${related.id} = t.${key.sql}`,
    ...scopeConditions(related, scope, parameters, `${alias}.`),
  ];
  // The key itself is answered for a record beyond the scope; without one, what is joined is what there is.
  const id = scope ? `t.${key.sql}` : `${alias}.${related.id}`;
  return {
    field: field(name, referenceSql(id, `coalesce(${alias}.${related.title}::text, ${id}::text)`)),
    join: ` left join ${related.sql} ${alias} on ${conditions.join(" and ")}`,
  };
}

/**
 * All columns of the table by name, and those that an older client reads, for a subquery or a RETURNING clause; `alias` is
 * that of the table, with its dot.
 */
export function columnList(table: Table, aside?: Aside, alias = ""): string {
  const columns = [
    ...Object.values(table.columns),
    ...(aside?.fields ?? []).map(({ column: retired }) => retired),
  ];
  return [...new Set(columns.map(({ sql }) => alias + sql))].join(", ");
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

const referenceSql = (id: string, name: string): string =>
  `case when ${id} is not null then json_build_object('id', ${wholeNumberSql(id)}, 'name', ${name}) end`;
