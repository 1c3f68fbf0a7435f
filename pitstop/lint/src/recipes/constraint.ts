import { quoted } from "../quote.ts";
import { quotedTable, shown, type TableName } from "../table-name.ts";
import {
  goesWithConstraint,
  locked,
  migration,
  type Recipe,
  type RecipeMigration,
  type SqlStatement,
  statement,
} from "./recipe.ts";

/** A constraint that can be added before the rows are known to meet it. */
export interface Constraint {
  readonly kind: "check" | "foreign key" | "not null";
  readonly table: TableName;
  readonly name: string;
  /** What follows the name: `check ("price" > 0)`. */
  readonly definition: string;
  /** The table at the other end of a foreign key. */
  readonly references?: TableName;
}

/**
 * Adds the constraint for new rows, then checks the rows that exist under a lock that stops nobody.
 * Source: https://www.postgresql.org/docs/18/sql-altertable.html, ADD table_constraint NOT VALID.
 */
export function addConstraint(constraint: Constraint, ending: string): Recipe {
  const { kind, name } = constraint;
  return [
    migration({
      stage: "restrict",
      ending,
      comment: `Adds the ${kind} constraint ${name} for new rows. A later migration checks existing rows.`,
      up: [addedNotValid(constraint)],
      down: { statements: [droppedConstraint(constraint)] },
    }),
    validation(constraint),
  ];
}

/** Checks the existing rows. In a transaction of its own, so that the lock of the addition isn't held meanwhile. */
function validation(constraint: Constraint): RecipeMigration {
  const { kind, name } = constraint;
  return migration({
    stage: "validate",
    ending: "validate",
    comment: `Checks existing rows against the ${kind} constraint ${name}. Fails, and changes nothing, if one violates it.`,
    up: [validated(constraint)],
    down: { statements: [], why: goesWithConstraint },
  });
}

/** Drops the constraint. Down adds it back without holding a strong lock while rows are read. */
export function dropConstraint(constraint: Constraint): Recipe {
  const { kind, name, table } = constraint;
  return [
    migration({
      stage: kind === "foreign key" ? "drop foreign key" : "drop constraint",
      ending: "drop",
      // Each statement of down commits by itself: validation must not hold the lock of the one before.
      isTransactional: false,
      comment: `Drops the ${kind} constraint ${name} of ${shown(table)}. The database no longer enforces it.`,
      up: [droppedConstraint(constraint)],
      down: { statements: restoredConstraint(constraint) },
    }),
  ];
}

/** Adds a constraint back, each statement in a transaction of its own. */
export function restoredConstraint(constraint: Constraint): SqlStatement[] {
  return [addedNotValid(constraint), validated(constraint)];
}

export function addedNotValid({ table, name, definition, references }: Constraint): SqlStatement {
  const target = `alter table ${quotedTable(table)} add constraint ${quoted(name)}`;
  // A foreign key takes the same lock on both of its tables.
  const locks = references
    ? locked("SHARE ROW EXCLUSIVE", table, references)
    : locked("ACCESS EXCLUSIVE", table);
  return statement(
    `${target} ${definition} not valid`,
    locks,
    "NOT VALID reads no existing rows, so the lock is brief.",
  );
}

export function validated({ table, name, references }: Constraint): SqlStatement {
  return statement(
    `alter table ${quotedTable(table)} validate constraint ${quoted(name)}`,
    [...locked("SHARE UPDATE EXCLUSIVE", table), ...locked("ROW SHARE", ...otherThan(table, references))],
    "Reads the whole table while reads and writes go on.",
  );
}

export function droppedConstraint({ table, name, references }: Constraint): SqlStatement {
  return statement(
    `alter table ${quotedTable(table)} drop constraint ${quoted(name)}`,
    locked("ACCESS EXCLUSIVE", table, ...otherThan(table, references)),
    "Changes the catalog only.",
  );
}

/** Replaces a constraint by another one of the same name. */
export function replaceConstraint(
  before: Constraint,
  after: Constraint,
  { stage, ending }: Pick<RecipeMigration, "stage" | "ending">,
): Recipe {
  return [
    migration({
      stage,
      ending,
      // One statement is a transaction already. Down has to validate after it is committed.
      isTransactional: false,
      comment: `Changes the ${after.kind} constraint ${after.name} for new rows. A later migration checks existing rows.`,
      up: [exchanged(before, after)],
      down: { statements: [exchanged(after, before), validated(before)] },
    }),
    validation(after),
  ];
}

export function renamedConstraint(table: TableName, from: string, to: string): SqlStatement {
  return statement(
    `alter table ${quotedTable(table)} rename constraint ${quoted(from)} to ${quoted(to)}`,
    locked("ACCESS EXCLUSIVE", table),
    "Changes the catalog only.",
  );
}

function exchanged(before: Constraint, { table, name, definition, references }: Constraint): SqlStatement {
  const constraint = quoted(name);
  const others = [before.references, references].flatMap((other) => otherThan(table, other));
  return statement(
    `alter table ${quotedTable(table)} drop constraint ${constraint}, add constraint ${constraint} ${definition} not valid`,
    // Dropping a foreign key takes this lock on its other table too.
    locked("ACCESS EXCLUSIVE", table, ...others),
    "One statement, so that one of the two always applies. NOT VALID reads no existing rows.",
  );
}

function otherThan(table: TableName, references: TableName | undefined): TableName[] {
  return references === undefined || shown(references) === shown(table) ? [] : [references];
}
