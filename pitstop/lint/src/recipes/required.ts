import { derivedName, generatedName, quoted } from "../quote.ts";
import { quotedTable, shown, type TableName } from "../table-name.ts";
import { addConstraint, addedNotValid, type Constraint, droppedConstraint, validated } from "./constraint.ts";
import { allowed, locked, migration, type Recipe, type SqlStatement, statement } from "./recipe.ts";

export interface RequiredColumn {
  readonly table: TableName;
  readonly column: string;
  /** The only major version that this has to run on. By default it runs on all that are supported. */
  readonly serverMajor?: number;
}

/**
 * Makes a column required. `SET NOT NULL` alone reads the whole table while nobody can use it; with a validated check
 * that says the same, PostgreSQL 12 and later don't read it again. PostgreSQL 18 has NOT NULL … NOT VALID.
 * Source: https://www.postgresql.org/docs/18/sql-altertable.html, SET NOT NULL.
 */
export function requireColumn({ table, column, serverMajor = 14 }: RequiredColumn): Recipe {
  if (serverMajor >= 18) return addConstraint(notNull(table, column), "not_null");
  const proof = proofOf(table, column);
  // Before PostgreSQL 12 SET NOT NULL reads the table in spite of the check, which therefore stays in its place.
  if (serverMajor < 12) return addConstraint(proof, "check");
  return [
    ...addConstraint(proof, "check"),
    migration({
      stage: "required",
      ending: "required",
      // Each statement commits by itself, so that down can validate without a strong lock.
      isTransactional: false,
      comment: `Makes ${shown(table)}.${column} required.`,
      up: [
        altered(table, column, "set not null", "The validated check proves it, so no row is read again."),
        droppedConstraint(proof),
      ],
      down: {
        // The proof comes back validated: without it, going up again would read the table under a strong lock.
        statements: [
          addedNotValid(proof),
          validated(proof),
          altered(table, column, "drop not null", "Changes the catalog only."),
        ],
      },
    }),
  ];
}

/** Lets nulls into a column. Down is the long way, because nulls may have come in. */
export function relaxColumn({ table, column, reason }: RequiredColumn & { readonly reason: string }): Recipe {
  const drop = altered(table, column, "drop not null", "Changes the catalog only.");
  return [
    migration({
      stage: "relax",
      ending: "optional",
      // Each statement of down commits by itself: validation must not hold the lock of the one before.
      isTransactional: false,
      comment: `Lets ${shown(table)}.${column} be null. Deployed code must handle a null.`,
      up: [allowed("drop-not-null", reason, drop)],
      down: { statements: requiredAtOnce(table, column) },
    }),
  ];
}

/** All statements that make a column required, for a migration whose statements commit by themselves. */
export function requiredAtOnce(table: TableName, column: string): SqlStatement[] {
  const proof = proofOf(table, column);
  return [
    addedNotValid(proof),
    { ...validated(proof), comment: "Fails if a row has a null: fill those rows first." },
    altered(table, column, "set not null", "The validated check proves it, so no row is read again."),
    droppedConstraint(proof),
  ];
}

// Not called "…_not_null": PostgreSQL 18 gives that name to the constraint behind SET NOT NULL itself.
function proofOf(table: TableName, column: string): Constraint {
  return {
    kind: "check",
    table,
    name: derivedName(table.name, column, "required"),
    definition: `check (${quoted(column)} is not null)`,
  };
}

/** What PostgreSQL 18 and later call the constraint behind SET NOT NULL. */
export function notNullName(table: TableName, column: string): string {
  return generatedName(table.name, column, "not_null");
}

function notNull(table: TableName, column: string): Constraint {
  return {
    kind: "not null",
    table,
    name: notNullName(table, column),
    definition: `not null ${quoted(column)}`,
  };
}

function altered(table: TableName, column: string, change: string, comment: string): SqlStatement {
  return statement(
    `alter table ${quotedTable(table)} alter column ${quoted(column)} ${change}`,
    locked("ACCESS EXCLUSIVE", table),
    comment,
  );
}
