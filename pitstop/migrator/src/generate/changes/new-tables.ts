import type { DatabaseTable, SchemaHelper } from "@mikro-orm/postgresql";
import { quoted, quotedTable } from "@pitstop/lint/sql";
import { refuseLongName } from "../long-name.ts";
import type { Piece } from "../piece.ts";
import { intendedStep, type PlannedStep, sqlStep } from "../planned-file.ts";
import { type Planning, subjectOf, tableName, tablePath } from "../planning.ts";
import { refuseBrokenDefault } from "./added-columns.ts";

/** Schemas, enum types and tables that are new. They are empty and nobody uses them yet, so they are written plainly. */
export function newTables({ difference, helper }: Planning): Piece[] {
  const tables = Object.values(difference.newTables);
  for (const table of tables) refuseBroken(table);
  const schemas = [...difference.newNamespaces].map((schema) =>
    added(
      schema,
      "schema",
      [sqlStep(`create schema ${quoted(schema)}`)],
      [sqlStep(`drop schema ${quoted(schema)}`)],
    ),
  );
  const enums = difference.newNativeEnums.map(({ name, schema, items }) =>
    added(
      name,
      "type",
      [sqlStep(helper.getCreateNativeEnumSQL(name, items, schema))],
      [sqlStep(helper.getDropNativeEnumSQL(name, schema))],
    ),
  );
  const created = tables.map((table) =>
    added(
      subjectOf(table),
      "table",
      tableStatements(helper, table).map((sql) => sqlStep(sql)),
      [sqlStep(`drop table ${quotedTable(tableName(table))}`)],
    ),
  );
  return [...schemas, ...enums, ...created, ...foreignKeysOfNewTables(tables, helper)];
}

function refuseBroken(table: DatabaseTable): void {
  refuseLongName("table", tablePath(table), table.name);
  for (const { keyName } of table.getIndexes()) refuseLongName("index", tablePath(table), keyName);
  for (const { name } of table.getChecks()) refuseLongName("check", tablePath(table), name);
  for (const column of table.getColumns()) {
    refuseLongName("column", tablePath(table), column.name);
    refuseBrokenDefault(table, column);
  }
  for (const name of Object.keys(table.getForeignKeys()))
    refuseLongName("foreign key", tablePath(table), name);
}

/** The statements that create a table with its indexes and checks, without its foreign keys. */
export function tableStatements(helper: SchemaHelper, table: DatabaseTable): string[] {
  // With `true` MikroORM leaves the checks out; they follow here, so that triggers and policies stay out.
  return [
    ...helper.createTable(table, true),
    ...table.getChecks().map((check) => helper.createCheck(table, check)),
  ];
}

// After all tables, because two new tables may refer to each other.
function foreignKeysOfNewTables(tables: readonly DatabaseTable[], helper: SchemaHelper): Piece[] {
  return tables.flatMap((table) =>
    Object.values(table.getForeignKeys()).map((key) => {
      const up = [sqlStep(helper.createForeignKey(table, key))];
      const goesWithItsTable = key.referencedTableName === key.localTableName;
      const drop = `alter table ${quotedTable(tableName(table))} drop constraint ${quoted(key.constraintName)}`;
      return added(subjectOf(table), "table", up, goesWithItsTable ? [] : [sqlStep(drop)]);
    }),
  );
}

function added(subject: string, kind: string, up: PlannedStep[], down: PlannedStep[]): Piece {
  return {
    stage: "add",
    group: "add",
    subject,
    step: "",
    isTransactional: true,
    comment: `Adds the ${kind} ${subject}.`,
    up,
    down: { steps: down },
  };
}

/** Drops a table that nothing refers to any more; its foreign keys are gone before. */
export function removedTables({ difference, helper }: Planning): Piece[] {
  return Object.values(difference.removedTables).map((table) => ({
    stage: "drop table",
    subject: subjectOf(table),
    step: "drop",
    isTransactional: true,
    comment: `Drops the table ${tablePath(table)}: all its rows are lost. Deployed code must no longer use it.`,
    up: [
      intendedStep("drop-table", "No entity has it anymore.", `drop table ${quotedTable(tableName(table))}`),
    ],
    down: {
      steps: recreated(helper, table),
      why: "The table comes back empty: its rows are only in a backup.",
    },
  }));
}

function recreated(helper: SchemaHelper, table: DatabaseTable): PlannedStep[] {
  const own = Object.values(table.getForeignKeys()).filter(
    (key) => key.referencedTableName === key.localTableName,
  );
  const statements = [
    ...tableStatements(helper, table),
    ...own.map((key) => helper.createForeignKey(table, key)),
  ];
  return statements.map((sql) => sqlStep(sql));
}

/** Enum types and schemas that are empty by now. */
export function removedTypes({ difference, helper }: Planning): Piece[] {
  const enums = difference.removedNativeEnums.map(({ name, schema }): Piece => {
    const path = schema ? `${schema}.${name}` : name;
    const known = difference.fromSchema.getNativeEnums();
    const items = (known[name] ?? known[path])?.items ?? [];
    return dropped(name, "enum type", sqlStep(helper.getDropNativeEnumSQL(name, schema)), [
      helper.getCreateNativeEnumSQL(name, items, schema),
    ]);
  });
  const schemas = [...difference.removedNamespaces].map((schema) =>
    dropped(
      schema,
      "schema",
      // Without CASCADE: PostgreSQL refuses while anything is left in it.
      intendedStep("drop-schema", "It is empty, or this fails.", `drop schema ${quoted(schema)}`),
      [`create schema ${quoted(schema)}`],
    ),
  );
  return [...enums, ...schemas];
}

function dropped(subject: string, kind: string, up: PlannedStep, down: string[]): Piece {
  return {
    stage: "drop type",
    subject,
    step: "drop",
    isTransactional: true,
    comment: `Drops the ${kind} ${subject}, which nothing uses anymore.`,
    up: [up],
    down: { steps: down.map((sql) => sqlStep(sql)) },
  };
}
