import type { Column, DatabaseTable } from "@mikro-orm/sql";
import { derivedName, quoted } from "../identifier.ts";
import type { Piece } from "../piece.ts";
import { sqlStep } from "../planned-file.ts";
import { columnPath, subjectOf, tablePath } from "../planning.ts";

/** Why the way back of a validation is empty. */
export const nothingToTakeBack = "Nothing to take back: what it proved goes with the constraint itself.";

/**
 * Forbids nulls in a column of a table in use. `SET NOT NULL` alone reads the whole table while nobody can use it; with
 * a validated check that says the same, PostgreSQL 12 and later do not read it again.
 * Source: https://www.postgresql.org/docs/18/sql-altertable.html, SET NOT NULL.
 */
export function requireColumn(table: DatabaseTable, column: Column): Piece[] {
  const name = quoted(derivedName(table.name, column.name, "not_null"));
  const target = `alter table ${table.getQuotedName()}`;
  const isNotNull = `${quoted(column.name)} is not null`;
  const subject = subjectOf(table, column.name);
  const path = columnPath(table, column.name);
  const addCheck = `${target} add constraint ${name} check (${isNotNull}) not valid`;
  const validate = `${target} validate constraint ${name}`;
  const dropCheck = `${target} drop constraint ${name}`;
  return [
    {
      stage: "restrict",
      group: `checks of ${tablePath(table)}`,
      subject,
      step: "check",
      isTransactional: true,
      comment: `Refuses new nulls in ${path}; the rows that exist are looked at in a later migration.`,
      up: [sqlStep(addCheck, "NOT VALID: no row is read now, so the lock lasts a moment.")],
      down: { steps: [sqlStep(dropCheck)] },
    },
    {
      stage: "validate",
      group: `checks of ${tablePath(table)}`,
      subject,
      step: "validate",
      isTransactional: true,
      comment: `Proves that no row has a null in ${path}. Fails, and changes nothing, where one has.`,
      up: [sqlStep(validate, "Reads the whole table while others read and write it.")],
      down: { steps: [], why: nothingToTakeBack },
    },
    {
      stage: "required",
      subject,
      step: "required",
      // Each statement commits by itself, so that the way back can validate without a lock.
      isTransactional: false,
      comment: `Makes ${path} required.`,
      up: [
        sqlStep(
          `${target} alter column ${quoted(column.name)} set not null`,
          "The validated check proves it, so the table is not read again.",
        ),
        sqlStep(dropCheck, "It has done its work."),
      ],
      down: {
        steps: [
          sqlStep(addCheck),
          sqlStep(validate),
          sqlStep(`${target} alter column ${quoted(column.name)} drop not null`),
        ],
      },
    },
  ];
}

/** Lets nulls into a column. Its way back is the long one, because nulls may have come in. */
export function relaxColumn(table: DatabaseTable, column: Column): Piece {
  const name = quoted(derivedName(table.name, column.name, "not_null"));
  const target = `alter table ${table.getQuotedName()}`;
  return {
    stage: "relax",
    subject: subjectOf(table, column.name),
    step: "optional",
    // Each statement of the way back commits by itself: validation must not hold the lock of the one before.
    isTransactional: false,
    comment: `Lets ${columnPath(table, column.name)} be null. Deployed code must know what to do with a null.`,
    up: [sqlStep(`${target} alter column ${quoted(column.name)} drop not null`)],
    down: {
      steps: [
        sqlStep(`${target} add constraint ${name} check (${quoted(column.name)} is not null) not valid`),
        sqlStep(
          `${target} validate constraint ${name}`,
          "Fails where a null came in meanwhile: fill those rows first.",
        ),
        sqlStep(`${target} alter column ${quoted(column.name)} set not null`),
        sqlStep(`${target} drop constraint ${name}`),
      ],
    },
  };
}
