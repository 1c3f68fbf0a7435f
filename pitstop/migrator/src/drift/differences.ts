import type { MikroORM } from "@mikro-orm/core";
import {
  type AbstractSqlPlatform,
  type ForeignKey,
  SchemaComparator,
  type TableDifference,
} from "@mikro-orm/postgresql";
import type pg from "pg";
import { columnDifferences, missingColumns } from "./columns.ts";
import type { DriftDifference } from "./drift.ts";
import { entityNames, tableName } from "./entity-names.ts";
import type { OwnedSchemas } from "./owned-schemas.ts";
import { Respelling } from "./respelling.ts";

/** What the database lacks of the entities' schema, or has otherwise. */
export async function differencesOf(
  { entities, database }: OwnedSchemas,
  orm: MikroORM,
  client: pg.Client,
): Promise<DriftDifference[]> {
  const platform = orm.em.getPlatform() as AbstractSqlPlatform; // that of a driver for SQL
  const difference = new SchemaComparator(platform).compare(database, entities);
  const names = entityNames(orm);
  const found: DriftDifference[] = Object.values(difference.newTables).map((table) => ({
    table: tableName(table),
    sentence: `The table ${tableName(table)} is missing (${names.entity(table)}).`,
    isMissing: true,
  }));
  const add = (table: string, ...sentences: string[]) =>
    found.push(...sentences.map((sentence) => ({ table, sentence, isMissing: false })));
  const keys = orm.config.get("schemaGenerator").createForeignKeyConstraints !== false;
  for (const table of Object.values(difference.changedTables)) {
    const respelling = new Respelling(client, platform, table.fromTable);
    const missing = missingColumns(table, names);
    found.push(
      ...missing.map((sentence) => ({ table: tableName(table.toTable), sentence, isMissing: true })),
    );
    add(
      tableName(table.toTable),
      ...(await columnDifferences(table, names, respelling)),
      ...(await indexDifferences(table, respelling)),
      ...(await checkDifferences(table, respelling)),
      ...(keys ? foreignKeyDifferences(table) : []),
      ...otherDifferences(table),
    );
  }
  for (const [name, { from, to }] of Object.entries(difference.changedViews)) {
    if (await Respelling.isSameView(client, from.definition, to.definition)) continue;
    add(name, `The view ${name} selects something different from its entity.`);
  }
  const missing = { view: difference.newViews, routine: difference.newRoutines };
  for (const [kind, list] of Object.entries(missing))
    for (const name of Object.keys(list)) add(name, `The ${kind} ${name} is missing.`);
  for (const name of Object.keys(difference.changedRoutines))
    add(name, `The routine ${name} differs from the entities.`);
  return found;
}

/** An index that the same columns have under another name does as well. */
async function indexDifferences(table: TableDifference, respelling: Respelling): Promise<string[]> {
  const name = tableName(table.toTable);
  const found: string[] = [];
  for (const index of Object.values(table.addedIndexes)) {
    const kind = index.unique ? "unique index" : "index";
    found.push(`The ${kind} ${index.keyName} of ${name} (${index.columnNames.join(", ")}) is missing.`);
  }
  for (const index of Object.values(table.changedIndexes)) {
    if (await respelling.isSameIndex(index)) continue;
    found.push(`The index ${index.keyName} of ${name} differs from the entity.`);
  }
  return found;
}

async function checkDifferences(table: TableDifference, respelling: Respelling): Promise<string[]> {
  const name = tableName(table.toTable);
  const found = Object.values(table.addedChecks).map(
    (check) => `The check ${check.name} of ${name} is missing: ${check.expression}.`,
  );
  for (const check of Object.values(table.changedChecks)) {
    if (await respelling.isSameCheck(check)) continue;
    const has = table.fromTable.getCheck(check.name)?.expression;
    found.push(`The check ${check.name} of ${name} is ${has}, but the entity has ${check.expression}.`);
  }
  return found;
}

function foreignKeyDifferences(table: TableDifference): string[] {
  const name = tableName(table.toTable);
  const existing = Object.values(table.fromTable.getForeignKeys()).map(meaningOf);
  const differs = [...Object.values(table.addedForeignKeys), ...Object.values(table.changedForeignKeys)];
  return differs
    .filter((key) => !existing.includes(meaningOf(key)))
    .map((key) => {
      const columns = key.columnNames.join(", ");
      const state = key.constraintName in table.changedForeignKeys ? "differs from the entity" : "is missing";
      return `The foreign key ${key.constraintName} of ${name} (${columns}) to ${key.referencedTableName} ${state}.`;
    });
}

/** What a foreign key does, whatever it is called. */
function meaningOf(key: ForeignKey): string {
  const rule = (text: string | undefined) =>
    (text ?? "no action").toLowerCase().replace("restrict", "no action");
  return JSON.stringify([
    key.columnNames,
    key.referencedTableName,
    key.referencedColumnNames,
    rule(key.updateRule),
    rule(key.deleteRule),
    key.deferMode ?? null,
  ]);
}

/** What an entity may say and most don't; what the database has on top is not its matter. */
function otherDifferences(table: TableDifference): string[] {
  const name = tableName(table.toTable);
  const triggers = [...Object.keys(table.addedTriggers), ...Object.keys(table.changedTriggers)];
  return [
    ...(table.changedComment ? [`The comment of ${name} differs from the entity.`] : []),
    ...(table.changedPartitioning?.to ? [`${name} is partitioned differently from the entity.`] : []),
    ...(table.changedRlsEnabled || table.changedRlsForced
      ? [`Row-level security of ${name} is not enabled as in the entity.`]
      : []),
    ...triggers.map((trigger) => `The trigger ${trigger} of ${name} differs from the entity.`),
    ...Object.keys(table.addedPolicies).map(
      (policy) => `The policy ${policy} of ${name} differs from the entity.`,
    ),
  ];
}
