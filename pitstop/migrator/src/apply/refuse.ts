import { MigratorError } from "../errors.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import { isOutsideTransaction, shapeOf } from "./statement-shape.ts";

/** Refuses what could not be taken up again after a cut, before anything runs. Throws MigratorError. */
export function refuseUnsafeSteps({ name, steps, isTransactional }: ReadMigration): void {
  for (const [index, step] of steps.entries()) {
    const place = `Step ${index + 1} of ${name}`;
    if (step.kind === "backfill") {
      if (isTransactional) throw backfillInTransaction(place);
      continue;
    }
    const shape = shapeOf(step.sql);
    if (shape.kind === "transaction") throw transactionControl(place);
    if (isTransactional && isOutsideTransaction(step.sql)) throw notInTransaction(place);
    if (shape.kind === "create-index" && shape.index.name === "") throw nameless(place);
  }
}

function backfillInTransaction(place: string): MigratorError {
  return new MigratorError(
    "APPLY_BACKFILL_IN_TRANSACTION",
    `${place} is a backfill in a transactional migration: its batches would hold their locks until the end.`,
    "Put it into a migration of its own with: override isTransactional() { return false; }",
  );
}

function notInTransaction(place: string): MigratorError {
  return new MigratorError(
    "APPLY_NOT_IN_TRANSACTION",
    `${place} cannot run in a transaction, and the migration is transactional.`,
    "Put it into a migration of its own with: override isTransactional() { return false; }",
  );
}

function transactionControl(place: string): MigratorError {
  return new MigratorError(
    "APPLY_TRANSACTION_CONTROL",
    `${place} begins or ends a transaction: what is done and what is noted as done would come apart.`,
    "Leave out begin, commit and rollback. What belongs together goes into one step, or into a transactional migration.",
  );
}

function nameless(place: string): MigratorError {
  return new MigratorError(
    "APPLY_INDEX_NAMELESS",
    `${place} creates an index concurrently without naming it: one that is left half-built could not be found again.`,
    'Name it: create index concurrently "cars_name_index" on "cars" ("name").',
  );
}
