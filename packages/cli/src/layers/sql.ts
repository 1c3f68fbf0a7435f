// The names that MikroORM gives to what belongs to a column, and SQL for migrations that are stated by hand.
import type { Attribute, Constant } from "../attribute-types/attribute.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import type { PlannedMigration, PlannedStep } from "../plan.ts";

export const quoteName = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A constant as SQL. */
export function constantSql(value: Constant): string {
  if (typeof value === "object") return quoteText(JSON.stringify(value));
  return typeof value === "string" ? quoteText(value) : String(value);
}

/** The column's type: `varchar(80)`. */
export const columnType = ({ type, rules }: Attribute): string =>
  attributeTypes.get(type)?.sql(rules) ?? "text";

/** As MikroORM's `getIndexName` has them: `cars_color_id_index`, `cars_vin_unique`, `cars_fuel_check`. */
export const indexName = (table: string, columns: readonly string[]): string =>
  `${table}_${columns.join("_")}_index`;
export const uniqueName = (table: string, column: string): string => `${table}_${column}_unique`;
export const checkName = (table: string, column: string): string => `${table}_${column}_check`;
export const foreignName = (table: string, column: string): string => `${table}_${column}_foreign`;

const EXCLUSIVE = "ACCESS EXCLUSIVE";

/** A statement on a table. Most take the strongest lock for an instant. */
export const statement = (table: string, sql: string, comment: string, lock = EXCLUSIVE): PlannedStep => ({
  kind: "sql",
  sql,
  lock,
  table,
  comment,
});

/** A step that the linter stops unless a person means it; the command that plans it is how a person says so. */
export const intended = (step: PlannedStep, rule: string, reason: string): PlannedStep =>
  step.kind === "sql" ? { ...step, sql: `-- pitstop:allow ${rule} ${reason}\n${step.sql}` } : step;

export const addColumn = (table: string, column: string, type: string): PlannedStep =>
  statement(
    table,
    `alter table ${quoteName(table)} add column ${quoteName(column)} ${type} null`,
    "A column without a value is added to the catalogue alone: no row is written.",
  );

export const dropColumn = (table: string, column: string): PlannedStep =>
  statement(
    table,
    `alter table ${quoteName(table)} drop column ${quoteName(column)}`,
    "Takes the column out of the catalogue; no row is written.",
  );

/** Makes a column required without a scan under the strong lock (PostgreSQL 12+ takes the valid check as proof). */
export function requireColumn(table: string, column: string, name: string): PlannedMigration[] {
  const check = quoteName(`${table}_${column}_required`);
  const alter = `alter table ${quoteName(table)}`;
  return [
    migration(`${name}_check`, {
      up: [
        statement(
          table,
          `${alter} add constraint ${check} check (${quoteName(column)} is not null) not valid`,
          "Holds for new rows from now on; the rows that are there are not read yet.",
        ),
      ],
      down: [statement(table, `${alter} drop constraint ${check}`, "The check goes.")],
    }),
    migration(`${name}_validate`, {
      up: [
        statement(
          table,
          `${alter} validate constraint ${check}`,
          "Reads the rows while others read and write.",
          "SHARE UPDATE EXCLUSIVE",
        ),
      ],
      down: [],
    }),
    migration(`${name}_required`, {
      up: [
        statement(
          table,
          `${alter} alter column ${quoteName(column)} set not null`,
          "The valid check is the proof, so the rows are not read again.",
        ),
        statement(table, `${alter} drop constraint ${check}`, "NOT NULL says the same."),
      ],
      down: [
        statement(
          table,
          `${alter} alter column ${quoteName(column)} drop not null`,
          "The column may be empty again.",
        ),
        statement(
          table,
          `${alter} add constraint ${check} check (${quoteName(column)} is not null) not valid`,
          "As it was before.",
        ),
      ],
    }),
  ];
}

export const dropConstraint = (table: string, constraint: string, comment: string): PlannedStep =>
  statement(
    table,
    `alter table ${quoteName(table)} drop constraint if exists ${quoteName(constraint)}`,
    comment,
  );

/** An index that is built while others read and write; alone in its migration. */
export function createIndex(table: string, columns: readonly string[], name: string): PlannedMigration {
  const index = quoteName(indexName(table, columns));
  return migration(name, {
    isTransactional: false,
    up: [
      statement(
        table,
        `create index concurrently if not exists ${index} on ${quoteName(table)} (${columns.map(quoteName).join(", ")})`,
        "Built while others read and write.",
        "SHARE UPDATE EXCLUSIVE",
      ),
    ],
    down: [dropIndexStep(table, indexName(table, columns))],
  });
}

export const dropIndexStep = (table: string, index: string): PlannedStep =>
  statement(
    table,
    `drop index concurrently if exists ${quoteName(index)}`,
    "Dropped while others read and write.",
    "SHARE UPDATE EXCLUSIVE",
  );

/** A unique constraint whose index is built first, while others read and write. */
export function createUnique(table: string, column: string, name: string): PlannedMigration[] {
  const constraint = quoteName(uniqueName(table, column));
  const index = quoteName(`${uniqueName(table, column)}_index`);
  return [
    migration(`${name}_index`, {
      isTransactional: false,
      up: [
        statement(
          table,
          `create unique index concurrently if not exists ${index} on ${quoteName(table)} (${quoteName(column)})`,
          "Built while others read and write; it fails where a value stands twice.",
          "SHARE UPDATE EXCLUSIVE",
        ),
      ],
      down: [dropIndexStep(table, `${uniqueName(table, column)}_index`)],
    }),
    migration(name, {
      up: [
        statement(
          table,
          `alter table ${quoteName(table)} add constraint ${constraint} unique using index ${index}`,
          "Takes the index that is there, and its name becomes the constraint's.",
        ),
      ],
      down: [
        statement(
          table,
          `alter table ${quoteName(table)} drop constraint ${constraint}`,
          "The constraint goes.",
        ),
      ],
    }),
  ];
}

/** A check that is valid for new rows at once, and for all once they were read. */
export function createCheck(
  table: string,
  column: string,
  values: readonly string[],
  name: string,
): PlannedMigration[] {
  const alter = `alter table ${quoteName(table)}`;
  const check = quoteName(checkName(table, column));
  const list = values.map(quoteText).join(", ");
  return [
    migration(name, {
      up: [
        statement(
          table,
          `${alter} add constraint ${check} check (${quoteName(column)} in (${list})) not valid`,
          "Holds for new rows from now on.",
        ),
      ],
      down: [statement(table, `${alter} drop constraint ${check}`, "The check goes.")],
    }),
    migration(`${name}_validate`, {
      up: [
        statement(
          table,
          `${alter} validate constraint ${check}`,
          "Reads the rows while others read and write.",
          "SHARE UPDATE EXCLUSIVE",
        ),
      ],
      down: [],
    }),
  ];
}

/** Fills a column in batches. */
export const backfill = (table: string, set: string, where: string, name: string): PlannedMigration =>
  migration(name, {
    isTransactional: false,
    up: [
      { kind: "backfill", backfill: { table, set, where }, comment: "In small batches, each for itself." },
    ],
    down: [],
  });

/** A trigger before each insert and update, with a function of its own. */
export function createTrigger(table: string, trigger: string, body: string, comment: string): PlannedStep[] {
  const name = quoteName(trigger);
  return [
    statement(
      table,
      `create function ${name}() returns trigger language plpgsql as $$\nbegin\n${body}\n  return new;\nend\n$$`,
      comment,
      "none",
    ),
    statement(
      table,
      `create trigger ${name} before insert or update on ${quoteName(table)} for each row execute function ${name}()`,
      comment,
      "SHARE ROW EXCLUSIVE",
    ),
  ];
}

export const dropTrigger = (table: string, trigger: string): PlannedStep[] => [
  statement(
    table,
    `drop trigger if exists ${quoteName(trigger)} on ${quoteName(table)}`,
    "No code needs it any more.",
  ),
  statement(table, `drop function if exists ${quoteName(trigger)}()`, "The trigger's own.", "none"),
];

/** A migration of the first deploy, transactional unless told otherwise. */
export const migration = (
  name: string,
  parts: { up: readonly PlannedStep[]; down: readonly PlannedStep[] } & Partial<
    Pick<PlannedMigration, "phase" | "deploy" | "isTransactional">
  >,
): PlannedMigration => ({ name, phase: "expand", deploy: 1, isTransactional: true, ...parts });
