import type { EntityManager } from "@mikro-orm/postgresql";
import { hiddenColumns } from "../access/hidden-columns.ts";
import { scopeConditions, scopedTable } from "../access/scope-sql.ts";
import { unknownNames } from "../access/unknown.ts";
import { checkUpdated, createdInput, withinScope } from "../access/written.ts";
import type { Action } from "../changes/change-log.ts";
import { loggedSql } from "../changes/logged.ts";
import { Conflict, NotFound } from "../errors.ts";
import { type Aside, asideOf } from "./aside.ts";
import { Parameters } from "./parameters.ts";
import type { Reached } from "./reached.ts";
import { column, columnList, runForRecord, selectRecords } from "./record.ts";
import { readStatement, runStatement } from "./statement.ts";
import type { Column, Table } from "./table.ts";

/** A column and the value that it gets. */
export interface GivenColumn {
  readonly column: Column;
  readonly value: unknown;
}

/** Input attributes by name, as the strict schemas let them through. */
type Attributes = Record<string, unknown>;

/** The record with this id; throws NotFound, also for one that isn't there for the caller. */
export async function readRecord<Item>(em: EntityManager, reached: Reached, id: number): Promise<Item> {
  const { table, reach } = reached;
  const parameters = new Parameters();
  const aside = asideOf(table.name);
  const conditions = [
    `t.${column(table, "id").sql} = ${parameters.add(column(table, "id"), id)}`,
    ...scopeConditions(scopedTable(table), reach.scope, parameters, "t."),
  ];
  const select = selectRecords(reached, table.sql, { parameters, aside });
  const text = `${select.text} where ${conditions.join(" and ")}`;
  const { values } = parameters;
  const record = await runForRecord<Item>(em, select, { text, values, aside, run: readStatement });
  if (!record) throw new NotFound((aside ?? table.domain).label.one, id);
  return record;
}

/** Inserts a record and gives it as the API shows it, in one statement. */
export async function createRecord<Item>(
  em: EntityManager,
  reached: Reached,
  input: Attributes,
): Promise<Item> {
  const { table } = reached;
  const parameters = new Parameters();
  const aside = asideOf(table.name);
  const given = givenColumns(reached, await createdInput(em, reached, input), aside);
  const names = given.map((each) => each.column.sql).join(", ");
  const values = given.map((each) => parameters.add(each.column, each.value)).join(", ");
  const insert = `insert into ${table.sql} (${names}) values (${values}) returning ${columnList(table, aside)}`;
  const logged = loggedSql(reached, parameters, { action: "create", after: "written" });
  const select = selectRecords(reached, "written", { parameters, aside });
  const text = `with written as (${insert})${logged} ${select.text}`;
  const record = await runForRecord<Item>(em, select, { text, values: parameters.values, aside });
  return record as Item; // an insert of one row that did not throw returns it
}

/**
 * Changes the given attributes of the record, if its version still is the one that was read; one statement, so that
 * of two people only one can win. Without any, the record stays as it is, its version too. Throws Conflict ("stale")
 * or NotFound, and changes nothing then.
 */
export async function updateRecord<Item>(
  em: EntityManager,
  reached: Reached,
  { id, version, ...input }: Attributes & { id: number; version: number },
): Promise<Item> {
  const { table } = reached;
  await checkUpdated(em, reached, input);
  const given = givenColumns(reached, input, asideOf(table.name));
  if (given.length === 0) return readVersion(em, reached, id, version);
  const record = await changeColumns<Item>(em, reached, { id, version, given, action: "update" });
  return record ?? refuseStale(em, reached, id);
}

/** A change of a record that has been checked. */
export interface CheckedChange {
  readonly id: number;
  readonly version: number;
  readonly given: readonly GivenColumn[];
  readonly action: Action;
}

/** Writes the columns, if the record still has this version and is within the scope; undefined where it isn't. */
export async function changeColumns<Item>(
  em: EntityManager,
  reached: Reached,
  { id, version, given, action }: CheckedChange,
): Promise<Item | undefined> {
  const { table, isLogged } = reached;
  const aside = asideOf(table.name);
  const parameters = new Parameters();
  const versionColumn = column(table, "version");
  const assignments = [
    ...given.map((each) => `${each.column.sql} = ${parameters.add(each.column, each.value)}`),
    `${versionColumn.sql} = t.${versionColumn.sql} + 1`,
    `${column(table, "updatedAt").sql} = now()`,
  ];
  const conditions = [
    `${column(table, "id").sql} = ${parameters.add(column(table, "id"), id)}`,
    `${versionColumn.sql} = ${parameters.add(versionColumn, version)}`,
    ...withinScope(reached, parameters),
  ];
  const matching = conditions.join(" and ");
  // The row that is logged as the earlier one is the one that is changed: it is locked first.
  const earlier = `earlier as (select ${columnList(table)} from ${table.sql} where ${matching} for no key update), `;
  const idSql = column(table, "id").sql;
  const found = isLogged ? `from earlier e where t.${idSql} = e.${idSql}` : `where ${matching}`;
  const update = `update ${table.sql} t set ${assignments.join(", ")} ${found} returning ${columnList(table, aside, "t.")}`;
  const logged = loggedSql(reached, parameters, { action, before: "earlier", after: "written" });
  const select = selectRecords(reached, "written", { parameters, aside });
  const text = `with ${isLogged ? earlier : ""}written as (${update})${logged} ${select.text}`;
  return runForRecord(em, select, { text, values: parameters.values, aside });
}

/** The record, if it still has this version. */
async function readVersion<Item>(
  em: EntityManager,
  reached: Reached,
  id: number,
  version: number,
): Promise<Item> {
  const record = await readRecord<Item & { version: number }>(em, reached, id); // every domain's records have one
  if (record.version !== version) throw staleError(reached.table, id);
  return record;
}

/** Deletes the record; with a version, only if it still is the one that was read. */
export async function deleteRecord(
  em: EntityManager,
  reached: Reached,
  { id, version }: { id: number; version?: number | undefined },
): Promise<{ id: number }> {
  const { table, isLogged } = reached;
  const parameters = new Parameters();
  const conditions = [`${column(table, "id").sql} = ${parameters.add(column(table, "id"), id)}`];
  if (version !== undefined) {
    conditions.push(`${column(table, "version").sql} = ${parameters.add(column(table, "version"), version)}`);
  }
  conditions.push(...withinScope(reached, parameters));
  const matching = conditions.join(" and ");
  const { sql: idSql } = column(table, "id");
  const returned = isLogged ? columnList(table) : idSql;
  const logged = loggedSql(reached, parameters, { action: "delete", before: "written" });
  const [deleted] = await runStatement<number>(
    em,
    `with written as (delete from ${table.sql} where ${matching} returning ${returned})${logged} select ${idSql} from written`,
    parameters.values,
  );
  if (deleted === undefined) await refuseStale(em, reached, id);
  return { id };
}

/** Nothing matched: either the record is gone, or somebody else changed it since it was read. */
export async function refuseStale(em: EntityManager, reached: Reached, id: number): Promise<never> {
  await readRecord(em, reached, id);
  throw staleError(reached.table, id);
}

export const staleError = ({ name, domain }: Table, id: number): Conflict =>
  new Conflict(
    "stale",
    `${(asideOf(name) ?? domain).label.one} ${id} was changed by somebody else since you read it. Read it again and repeat your change.`,
  );

/**
 * The given columns with their values, in the order of the table, so that the same set always gives the same statement.
 * What an older client writes into a retired column takes the place of the present one, which a trigger keeps in step.
 */
function givenColumns({ table, reach }: Reached, input: Attributes, aside: Aside | undefined): GivenColumn[] {
  const given = Object.entries(table.columns).flatMap(([name, target]) =>
    Object.hasOwn(input, name) && input[name] !== undefined && !aside?.omitted.has(name)
      ? [{ column: target, value: input[name] }]
      : [],
  );
  if (!aside) return given;
  const unwritable = hiddenColumns(table, {
    ...reach,
    hidden: new Set([...reach.hidden, ...reach.readOnly]),
  });
  const refused = aside.values.filter(({ column: { name } }) => unwritable.has(name));
  if (refused.length > 0)
    throw unknownNames(refused.map(({ column: { name } }) => aside.nameOfColumn(name) ?? name));
  return [...given, ...aside.values];
}
