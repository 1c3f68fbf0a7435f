import type { Attribute } from "../../attribute-types/attribute.ts";
import { needsIndex } from "../../layers/entity-layer.ts";
import {
  backfill,
  checkName,
  columnType,
  constantSql,
  createIndex,
  createUnique,
  dropConstraint,
  dropIndexStep,
  indexName,
  intended,
  migration,
  quoteName,
  quoteText,
  requireColumn,
  statement,
  uniqueName,
} from "../../layers/sql.ts";
import type { PlannedMigration } from "../../plan.ts";
import { inType } from "./conversion.ts";

/** A column as it is and as it shall be. */
interface Change {
  readonly table: string;
  readonly column: string;
  readonly before: Attribute;
  readonly after: Attribute;
  /** Whether its values are written anew, in place. */
  readonly isConverted: boolean;
  /** SQL of the value of rows without one. */
  readonly backfill: string | undefined;
}

/** The changes of a column that keeps its name, each safe by itself. */
export const columnChanges = (change: Change): PlannedMigration[] => [
  ...type(change),
  ...byDefault(change),
  ...values(change),
  ...filled(change),
  ...required(change),
  ...unique(change),
  ...indexed(change),
];

const nameOf = ({ table, column }: Change): string => `${table}_${column}`;

const alterColumn = ({ table, column }: Change): string =>
  `alter table ${quoteName(table)} alter column ${quoteName(column)}`;

const alterTable = ({ table }: Change): string => `alter table ${quoteName(table)}`;

function type(change: Change): PlannedMigration[] {
  const { table, column, before, after, isConverted } = change;
  const [from, to] = [columnType(before), columnType(after)];
  if (from === to) return [];
  const alter = alterColumn(change);
  const down = [
    statement(table, `${alter} type ${from} using ${inType(quoteName(column), from)}`, "As it was."),
  ];
  const relabel = [statement(table, `${alter} type ${to}`, "A wider type is a new label.")];
  const up = isConverted ? convertInPlace(change, to) : relabel;
  return [migration(`retype_${nameOf(change)}`, { up, down })];
}

function convertInPlace(change: Change, to: string) {
  const { table, column, before } = change;
  const alter = alterColumn(change);
  const why = "Writes every row anew while nobody reads or writes: for development.";
  return [
    ...(before.default === undefined
      ? []
      : [statement(table, `${alter} drop default`, "It is set again below.")]),
    intended(
      statement(table, `${alter} type ${to} using ${inType(quoteName(column), to)}`, why),
      "change-column-type",
      "changed at once, where no other code runs",
    ),
  ];
}

function byDefault(change: Change): PlannedMigration[] {
  const { table, before, after, isConverted } = change;
  const isSame = JSON.stringify(before.default) === JSON.stringify(after.default);
  if (isSame && !(isConverted && after.default !== undefined)) return [];
  const alter = alterColumn(change);
  const set = (value: Attribute["default"]) =>
    value === undefined ? `${alter} drop default` : `${alter} set default ${constantSql(value)}`;
  const why = "Holds for new rows; those that are there keep their value.";
  return [
    migration(`default_${nameOf(change)}`, {
      up: [statement(table, set(after.default), why)],
      down: [statement(table, set(before.default), "As it was.")],
    }),
  ];
}

/** The check of an enum is exchanged in one instant, and the rows are read afterwards. */
function values(change: Change): PlannedMigration[] {
  const { table, column, before, after } = change;
  if (JSON.stringify(before.rules.values) === JSON.stringify(after.rules.values)) return [];
  const alter = alterTable(change);
  const check = quoteName(checkName(table, column));
  const drop = (allowed: readonly string[] | undefined, why: string) =>
    allowed ? [dropConstraint(table, checkName(table, column), why)] : [];
  const add = (allowed: readonly string[] | undefined) =>
    allowed
      ? [
          statement(
            table,
            `${alter} add constraint ${check} check (${quoteName(column)} in (${allowed.map(quoteText).join(", ")})) not valid`,
            "Holds for new rows from now on.",
          ),
        ]
      : [];
  const exchange = migration(`values_${nameOf(change)}`, {
    up: [...drop(before.rules.values, "The values of before."), ...add(after.rules.values)],
    down: [...drop(after.rules.values, "The values of now."), ...add(before.rules.values)],
  });
  if (!after.rules.values) return [exchange];
  const validate = statement(
    table,
    `${alter} validate constraint ${check}`,
    "Reads the rows while others read and write.",
    "SHARE UPDATE EXCLUSIVE",
  );
  return [exchange, migration(`values_${nameOf(change)}_validate`, { up: [validate], down: [] })];
}

function filled(change: Change): PlannedMigration[] {
  const column = quoteName(change.column);
  if (change.backfill === undefined) return [];
  return [
    backfill(change.table, `${column} = (${change.backfill})`, `${column} is null`, `fill_${nameOf(change)}`),
  ];
}

function required(change: Change): PlannedMigration[] {
  const { table, column, before, after } = change;
  if (before.isNullable === after.isNullable) return [];
  if (!after.isNullable) return requireColumn(table, column, nameOf(change));
  const alter = alterColumn(change);
  const back = "As it was; it fails where a row has no value by now.";
  return [
    migration(`optional_${nameOf(change)}`, {
      up: [statement(table, `${alter} drop not null`, "The column may be empty.")],
      down: [statement(table, `${alter} set not null`, back)],
    }),
  ];
}

function indexed(change: Change): PlannedMigration[] {
  const { table, column, before, after } = change;
  if (needsIndex(before) === needsIndex(after)) return [];
  if (needsIndex(after)) return [createIndex(table, [column, "id"], `index_${nameOf(change)}`)];
  return [
    migration(`unindex_${nameOf(change)}`, {
      isTransactional: false,
      up: [dropIndexStep(table, indexName(table, [column, "id"]))],
      down: createIndex(table, [column, "id"], "").up,
    }),
  ];
}

function unique(change: Change): PlannedMigration[] {
  const { table, column, before, after } = change;
  if (before.isUnique === after.isUnique) return [];
  if (after.isUnique) return createUnique(table, column, `unique_${nameOf(change)}`);
  const alter = alterTable(change);
  const constraint = quoteName(uniqueName(table, column));
  const add = `${alter} add constraint ${constraint} unique (${quoteName(column)})`;
  return [
    migration(`not_unique_${nameOf(change)}`, {
      up: [dropConstraint(table, uniqueName(table, column), "The same value may stand twice.")],
      down: [statement(table, add, "As it was.")],
    }),
  ];
}
