import type { EntityManager } from "@mikro-orm/postgresql";
import { Conflict, NotFound } from "../errors.ts";
import { type Aside, asideOf, takeAside } from "./aside.ts";
import { Parameters } from "./parameters.ts";
import { column, columnList, selectRecords } from "./record.ts";
import { runStatement } from "./statement.ts";
import type { Table } from "./table.ts";

/** Input attributes by name, as the strict schemas let them through. */
type Attributes = Record<string, unknown>;

/** The record with this id; throws NotFound. */
export async function readRecord<Item>(em: EntityManager, table: Table, id: number): Promise<Item> {
  const parameters = new Parameters();
  const aside = asideOf(table.name);
  const where = `t.${column(table, "id").sql} = ${parameters.add(column(table, "id"), id)}`;
  const [record] = await runStatement<Item>(
    em,
    `${selectRecords(table, table.sql, { aside })} where ${where}`,
    parameters.values,
  );
  if (!record) throw new NotFound((aside ?? table.domain).label.one, id);
  return takeAside(aside, record);
}

/** Inserts a record and gives it as the API shows it, in one statement. */
export async function createRecord<Item>(em: EntityManager, table: Table, input: Attributes): Promise<Item> {
  const parameters = new Parameters();
  const aside = asideOf(table.name);
  const given = givenColumns(table, input, aside);
  const names = given.map((each) => each.column.sql).join(", ");
  const values = given.map((each) => parameters.add(each.column, each.value)).join(", ");
  const insert = `insert into ${table.sql} (${names}) values (${values}) returning ${columnList(table, aside)}`;
  const [record] = await runStatement<Item>(
    em,
    `with written as (${insert}) ${selectRecords(table, "written", { aside })}`,
    parameters.values,
  );
  return takeAside(aside, record as Item); // an insert of one row that did not throw returns it
}

/**
 * Changes the given attributes of the record, if its version still is the one that was read; one statement, so that
 * of two people only one can win. Without any, the record stays as it is, its version too. Throws Conflict ("stale")
 * or NotFound, and changes nothing then.
 */
export async function updateRecord<Item>(
  em: EntityManager,
  table: Table,
  { id, version, ...input }: Attributes & { id: number; version: number },
): Promise<Item> {
  const aside = asideOf(table.name);
  const given = givenColumns(table, input, aside);
  if (given.length === 0) return readVersion(em, table, id, version);
  const parameters = new Parameters();
  const versionColumn = column(table, "version");
  const assignments = [
    ...given.map((each) => `${each.column.sql} = ${parameters.add(each.column, each.value)}`),
    `${versionColumn.sql} = ${versionColumn.sql} + 1`,
    `${column(table, "updatedAt").sql} = now()`,
  ];
  const where = `${column(table, "id").sql} = ${parameters.add(column(table, "id"), id)} and ${versionColumn.sql} = ${parameters.add(versionColumn, version)}`;
  const update = `update ${table.sql} set ${assignments.join(", ")} where ${where} returning ${columnList(table, aside)}`;
  const [record] = await runStatement<Item>(
    em,
    `with written as (${update}) ${selectRecords(table, "written", { aside })}`,
    parameters.values,
  );
  return record ? takeAside(aside, record) : refuseStale(em, table, id);
}

/** The record, if it still has this version. */
async function readVersion<Item>(
  em: EntityManager,
  table: Table,
  id: number,
  version: number,
): Promise<Item> {
  const record = await readRecord<Item & { version: number }>(em, table, id); // every domain's records have one
  if (record.version !== version) throw staleError(table, id);
  return record;
}

/** Deletes the record; with a version, only if it still is the one that was read. */
export async function deleteRecord(
  em: EntityManager,
  table: Table,
  { id, version }: { id: number; version?: number | undefined },
): Promise<{ id: number }> {
  const parameters = new Parameters();
  const conditions = [`${column(table, "id").sql} = ${parameters.add(column(table, "id"), id)}`];
  if (version !== undefined) {
    conditions.push(`${column(table, "version").sql} = ${parameters.add(column(table, "version"), version)}`);
  }
  const text = `delete from ${table.sql} where ${conditions.join(" and ")} returning ${column(table, "id").sql}`;
  const [deleted] = await runStatement<number>(em, text, parameters.values);
  if (deleted === undefined) await refuseStale(em, table, id);
  return { id };
}

/** Nothing matched: either the record is gone, or somebody else changed it since it was read. */
async function refuseStale(em: EntityManager, table: Table, id: number): Promise<never> {
  await readRecord(em, table, id);
  throw staleError(table, id);
}

const staleError = ({ name, domain }: Table, id: number): Conflict =>
  new Conflict(
    "stale",
    `${(asideOf(name) ?? domain).label.one} ${id} was changed by somebody else since you read it. Read it again and repeat your change.`,
  );

/**
 * The given columns with their values, in the order of the table, so that the same set always gives the same statement.
 * What an older client writes into a retired column takes the place of the present one, which a trigger keeps in step.
 */
function givenColumns(table: Table, input: Attributes, aside: Aside | undefined) {
  const given = Object.entries(table.columns).flatMap(([name, target]) =>
    Object.hasOwn(input, name) && input[name] !== undefined && !aside?.omitted.has(name)
      ? [{ column: target, value: input[name] }]
      : [],
  );
  return aside ? [...given, ...aside.values] : given;
}
