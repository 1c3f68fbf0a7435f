import type { EntityManager } from "@mikro-orm/postgresql";
import { recordAttributes } from "@pitstop/domain";
import type { Reach } from "../access/reach.ts";
import { scopeConditions } from "../access/scope-sql.ts";
import { ASIDE, type Aside, takeAside } from "./aside.ts";
import type { Parameters } from "./parameters.ts";
import type { Reached } from "./reached.ts";
import { runStatement } from "./statement.ts";
import type { Column, RelatedTable, Table } from "./table.ts";
import { type Answered, answeredOf, readSql } from "./wire-form.ts";
import { answeredWholeNumber } from "./wire-value.ts";

/** What goes into the statement of a record beside its rows. */
export interface Selection {
  readonly parameters: Parameters;
  /** A further column, given as the text of its value under this name. */
  readonly more?: { readonly name: string; readonly column: Column } | undefined;
  /** What an older client reads. */
  readonly aside?: Aside | undefined;
}

/** A field of a record: what it is read by, and what makes its value of what was read. */
interface Field {
  readonly name: string;
  readonly sql: string;
  readonly answered?: Answered | undefined;
}

/** A field that is read from another table. */
interface Joined extends Field {
  readonly join: string;
}

/** Rows of a table as records. */
export interface RecordSelect {
  /** The SELECT, whose only column is the text of a JSON list: the values of the fields. */
  readonly text: string;
  readonly fields: readonly Field[];
}

/**
 * The SELECT that reads records, as the API shows them to the caller, from rows of `source` (an SQL text that gives the
 * table's columns), relations as `{ id, name }`: one query however many rows. `recordOf` makes a record of a row. Every
 * column is named, so that a column added under load changes no prepared statement.
 */
export function selectRecords(reached: Reached, source: string, selection: Selection): RecordSelect {
  const { table, reach, hidden } = reached;
  const { more, aside, parameters } = selection;
  const shown = (names: readonly string[]) =>
    names.flatMap((name) => {
      const target = column(table, name);
      return hidden.has(target.name) ? [] : [ownField(name, target)];
    });
  const references = Object.entries(table.relations).flatMap(([name, related], index) => {
    const key = column(table, `${name}Id`);
    return hidden.has(key.name)
      ? []
      : [reference(related, { key, alias: `r${index}`, reach, parameters, name })];
  });
  const beside = asideFields(reached, selection);
  const fields: Field[] = [
    ...shown(["id", ...Object.keys(table.domain.attributes)]),
    ...references,
    ...shown([...Object.keys(recordAttributes), "version"]),
    ...(more ? [{ name: more.name, sql: `to_json(t.${more.column.sql}) #>> '{}'` }] : []),
    ...(aside ? [asideField(beside)] : []),
  ];
  const joins = [...references, ...beside.flatMap((field) => ("join" in field ? [field] : []))];
  return {
    text: `select ${listText(fields)} from ${source} t${joins.map(({ join }) => join).join("")}`,
    fields,
  };
}

/** The record of a row that `selectRecords` reads, with what it carries besides. */
export function recordOf(fields: readonly Field[], row: readonly unknown[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [index, { name, answered }] of fields.entries()) {
    const value = row[index];
    record[name] = answered && value !== null ? answered(value) : value;
  }
  return record;
}

/** Runs a statement that ends with `select` and gives one record, or none. */
export async function runForRecord<Item>(
  em: EntityManager,
  { fields }: RecordSelect,
  {
    text,
    values,
    aside,
    run = runStatement,
  }: {
    readonly text: string;
    readonly values: unknown[];
    readonly aside: Aside | undefined;
    readonly run?: typeof runStatement;
  },
): Promise<Item | undefined> {
  const [row] = await run<unknown[]>(em, text, values);
  return row && (takeAside(aside, recordOf(fields, row)) as Item); // the fields are those of the domain
}

const ownField = (name: string, target: Column): Field => ({
  name,
  sql: readSql(target, "t"),
  answered: answeredOf(target),
});

function asideFields(
  { table, reach, hidden }: Reached,
  { aside, parameters }: Selection,
): (Field | Joined)[] {
  return (aside?.fields ?? [])
    .filter(({ column: retired }) => !hidden.has(retired.name))
    .map(({ name, column: key, relation }, index) => {
      const related = relation ? table.retiredRelations[key.name] : undefined;
      return related
        ? reference(related, { key, alias: `s${index}`, reach, parameters, name })
        : ownField(name, key);
    });
}

/** What a record carries for an older client, in one field. */
const asideField = (fields: readonly Field[]): Field => ({
  name: ASIDE,
  sql: `(${listText(fields)})::json`,
  answered: (row) => recordOf(fields, row as unknown[]), // the list above
});

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
    return { name, sql: referenceSql(value, `${value}::text`), answered: answeredReference, join: "" };
  }
  const conditions = [
    `${alias}.${related.id} = t.${key.sql}`,
    ...scopeConditions(related, scope, parameters, `${alias}.`),
  ];
  // The key itself is answered for a record beyond the scope; without one, what is joined is what there is.
  const id = scope ? `t.${key.sql}` : `${alias}.${related.id}`;
  return {
    name,
    sql: referenceSql(id, `coalesce(${alias}.${related.title}::text, ${id}::text)`),
    answered: answeredReference,
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

/** As many arguments as a function of PostgreSQL takes. */
const FIELDS_OF_A_CALL = 100;

/** A JSON list as text. Of several calls, each list loses the bracket between it and the next one. */
function listText(fields: readonly Field[]): string {
  const values = fields.map(({ sql }) => sql);
  const calls: string[] = [];
  for (let from = 0; from < values.length || from === 0; from += FIELDS_OF_A_CALL)
    calls.push(`json_build_array(${values.slice(from, from + FIELDS_OF_A_CALL).join(", ")})::text`);
  return calls.reduce((list, next) => `left(${list}, -1) || ', ' || substr(${next}, 2)`);
}

const referenceSql = (id: string, name: string): string =>
  `case when ${id} is not null then json_build_array(${id}, ${name}) end`;

function answeredReference(reference: unknown): { id: unknown; name: unknown } {
  const [id, name] = reference as [unknown, unknown]; // of referenceSql
  return { id: answeredWholeNumber(id), name };
}
