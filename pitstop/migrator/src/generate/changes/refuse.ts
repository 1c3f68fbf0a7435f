import type { SchemaDifference, TableDifference } from "@mikro-orm/postgresql";
import { MigratorError } from "../../errors.ts";
import { tablePath } from "../planning.ts";

/** Throws MigratorError GENERATE_CHANGE_UNSUPPORTED for what the generator knows no safe way for. */
export function refuseUnsupported(difference: SchemaDifference): void {
  const views = [difference.newViews, difference.changedViews, difference.removedViews];
  const routines = [difference.newRoutines, difference.changedRoutines, difference.removedRoutines];
  for (const name of views.flatMap(Object.keys)) throw unsupported(`the view ${name}`);
  for (const name of routines.flatMap(Object.keys)) throw unsupported(`the routine ${name}`);
  for (const table of Object.values(difference.newTables)) {
    if (table.getTriggers().length > 0) throw unsupported(`the triggers of ${tablePath(table)}`);
    if (table.getPolicies().length > 0 || table.rlsEnabled)
      throw unsupported(`the policies of ${tablePath(table)}`);
  }
  for (const table of Object.values(difference.changedTables)) refuseInTable(table);
}

function refuseInTable(table: TableDifference): void {
  const triggers = [table.addedTriggers, table.changedTriggers, table.removedTriggers];
  for (const name of triggers.flatMap(Object.keys)) throw unsupported(`the trigger ${name} of ${table.name}`);
  const policies = [table.addedPolicies, table.removedPolicies];
  for (const name of policies.flatMap(Object.keys)) throw unsupported(`the policy ${name} of ${table.name}`);
  const isSecured = table.changedRlsEnabled !== undefined || table.changedRlsForced !== undefined;
  if (isSecured) throw unsupported(`row level security of ${table.name}`);
  if (table.changedPartitioning) throw unsupported(`the partitions of ${table.name}`);
}

export function unsupported(what: string): MigratorError {
  return new MigratorError(
    "GENERATE_CHANGE_UNSUPPORTED",
    `No safe migration is known for a change of ${what}.`,
    "Write it by hand: migration:create --blank makes an empty migration and notes the entities as they are now.",
  );
}
