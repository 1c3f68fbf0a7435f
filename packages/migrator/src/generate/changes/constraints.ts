import type { CheckDef, DatabaseTable, ForeignKey, SchemaHelper, TableDifference } from "@mikro-orm/sql";
import { quoted, refuseLongName } from "../identifier.ts";
import type { Piece } from "../piece.ts";
import { sqlStep } from "../planned-file.ts";
import { type Planning, subjectOf, tablePath } from "../planning.ts";
import { unsupported } from "./refuse.ts";
import { nothingToTakeBack } from "./required.ts";

/** A check or a foreign key, with the SQL that adds it as if the table were empty. */
interface Constraint {
  readonly kind: "check" | "foreign key";
  readonly name: string;
  readonly sql: string;
}

/** Checks of a table in use, except those that go with a column. */
export function changedChecks(
  table: TableDifference,
  { helper }: Planning,
  goWithColumns: ReadonlySet<string>,
): Piece[] {
  const removed = Object.values(table.removedChecks).filter(({ name }) => !goWithColumns.has(name));
  const constraint = (of: DatabaseTable, check: CheckDef) => checkConstraint(helper, of, check);
  return [
    ...Object.values(table.addedChecks).flatMap((check) =>
      addition(table.toTable, constraint(table.toTable, check)),
    ),
    ...Object.values(table.changedChecks).flatMap((check) => {
      const before = table.fromTable.getCheck(check.name);
      if (!before) return [];
      // The values of an enum: they come before the default that may use one.
      const stage = check.columnName ? "enum check" : "restrict";
      const [from, to] = [constraint(table.fromTable, before), constraint(table.toTable, check)];
      return replacement(table.toTable, from, to, stage);
    }),
    ...removed.map((check) => removal(table.fromTable, constraint(table.fromTable, check))),
  ];
}

export function checkConstraint(helper: SchemaHelper, table: DatabaseTable, check: CheckDef): Constraint {
  const sql = helper.createCheck(table, check);
  if (/^\s*exclude\b/i.test(String(check.expression))) {
    throw unsupported(`the exclusion constraint ${check.name} of ${tablePath(table)}`);
  }
  return { kind: "check", name: check.name, sql };
}

/** Foreign keys of tables in use, and those that go because the table at one of their ends goes. */
export function changedForeignKeys({ difference, helper }: Planning): Piece[] {
  const pieces: Piece[] = [];
  const dropped = new Map<string, Piece>();
  const drop = (table: DatabaseTable, key: ForeignKey) => {
    dropped.set(
      `${tablePath(table)}.${key.constraintName}`,
      removal(table, keyConstraint(helper, table, key)),
    );
  };
  for (const table of Object.values(difference.changedTables)) {
    for (const key of Object.values(table.addedForeignKeys)) {
      pieces.push(...addition(table.toTable, keyConstraint(helper, table.toTable, key)));
    }
    for (const key of Object.values(table.changedForeignKeys)) {
      const before = table.fromTable.getForeignKeys()[key.constraintName];
      if (!before) continue;
      const [from, to] = [before, key].map((one) => keyConstraint(helper, table.toTable, one));
      if (from && to) pieces.push(...replacement(table.toTable, from, to, "restrict"));
    }
    for (const key of Object.values(table.removedForeignKeys)) drop(table.fromTable, key);
  }
  for (const key of keysOfRemovedTables(difference)) {
    const table = difference.fromSchema.getTable(key.localTableName);
    if (table && key.localTableName !== key.referencedTableName) drop(table, key);
  }
  return [...pieces, ...dropped.values()];
}

function keysOfRemovedTables(difference: Planning["difference"]): ForeignKey[] {
  const own = Object.values(difference.removedTables).flatMap((table) =>
    Object.values(table.getForeignKeys()),
  );
  return [...difference.orphanedForeignKeys, ...own];
}

function keyConstraint(helper: SchemaHelper, table: DatabaseTable, key: ForeignKey): Constraint {
  return { kind: "foreign key", name: key.constraintName, sql: helper.createForeignKey(table, key) };
}

function addition(table: DatabaseTable, constraint: Constraint): Piece[] {
  refuseLongName(constraint.kind, tablePath(table), constraint.name);
  return [
    {
      stage: "restrict",
      // Checks lock their own table alone; a foreign key locks two, so it stays by itself.
      ...(constraint.kind === "check" ? { group: `checks of ${tablePath(table)}` } : {}),
      ...namingOf(table, constraint),
      isTransactional: true,
      comment: `Adds the ${constraint.kind} ${constraint.name} for new values; the rows that exist are looked at in a later migration.`,
      up: [
        sqlStep(`${constraint.sql} not valid`, "NOT VALID: no row is read now, so the lock lasts a moment."),
      ],
      down: { steps: [sqlStep(dropConstraint(table, constraint.name))] },
    },
    validation(table, constraint),
  ];
}

function validation(table: DatabaseTable, constraint: Constraint): Piece {
  const { kind, name } = constraint;
  return {
    stage: "validate",
    ...(kind === "check" ? { group: `checks of ${tablePath(table)}` } : {}),
    ...namingOf(table, constraint),
    step: "validate",
    isTransactional: true,
    comment: `Proves the ${kind} ${name} for the rows that exist. Fails, and changes nothing, where one does not keep to it.`,
    up: [sqlStep(validate(table, name), "Reads the whole table while others read and write it.")],
    down: { steps: [], why: nothingToTakeBack },
  };
}

function replacement(
  table: DatabaseTable,
  from: Constraint,
  to: Constraint,
  stage: "enum check" | "restrict",
): Piece[] {
  return [
    {
      stage,
      ...namingOf(table, to),
      // One statement is a transaction already; the way back has to validate after it is committed.
      isTransactional: false,
      comment: `Changes the ${to.kind} ${to.name} for new values; the rows that exist are looked at in a later migration.`,
      up: [sqlStep(exchanged(table, to), "In one statement, so that at no moment everything is let in.")],
      down: { steps: [sqlStep(exchanged(table, from)), sqlStep(validate(table, from.name))] },
    },
    validation(table, to),
  ];
}

// A check is mostly called after its column, with this ending.
function namingOf(table: DatabaseTable, { kind, name }: Constraint): Pick<Piece, "subject" | "step"> {
  if (kind === "foreign key") return { subject: subjectOf(table, name), step: "" };
  return { subject: subjectOf(table, name.replace(/_check$/, "")), step: "check" };
}

function removal(table: DatabaseTable, constraint: Constraint): Piece {
  return {
    stage: constraint.kind === "check" ? "drop constraint" : "drop foreign key",
    subject: subjectOf(table, constraint.name),
    step: "drop",
    // Each statement of the way back commits by itself: validation must not hold the lock of the one before.
    isTransactional: false,
    comment: `Drops the ${constraint.kind} ${constraint.name} of ${tablePath(table)}. The database no longer keeps to it.`,
    up: [sqlStep(dropConstraint(table, constraint.name))],
    down: { steps: broughtBack(table, constraint) },
  };
}

/** The statements that bring a constraint back without holding a lock while rows are read. */
export function broughtBack(table: DatabaseTable, { name, sql }: Constraint) {
  return [sqlStep(`${sql} not valid`), sqlStep(validate(table, name))];
}

function exchanged(table: DatabaseTable, { name, sql }: Constraint): string {
  const target = `alter table ${table.getQuotedName()} `;
  return `${target}drop constraint ${quoted(name)}, ${sql.slice(target.length)} not valid`;
}

function validate(table: DatabaseTable, name: string): string {
  return `alter table ${table.getQuotedName()} validate constraint ${quoted(name)}`;
}

function dropConstraint(table: DatabaseTable, name: string): string {
  return `alter table ${table.getQuotedName()} drop constraint ${quoted(name)}`;
}
