// Taking a column away in two deploys: retired now, archived and dropped when no code that uses it is left.
import {
  addedColumn,
  allowed,
  droppedColumn,
  quoted,
  rowTriggerDropped,
  syncTrigger,
} from "@pitstop/migrator/recipes";
import { RefusedError } from "../errors.ts";
import { pruneRetiredRules } from "../layers/access/layer.ts";
import { retiredFile, retiredTypesFile } from "../layers/paths.ts";
import { listText, readRetired, retiredTypesText } from "../layers/retired-layer.ts";
import { inDefaultSchema, migration, plannedStep, statement } from "../layers/sql.ts";
import type { PlannedMigration, PlannedStep, Retired, RowsQuery } from "../plan.ts";
import type { Domain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { archiveName } from "./archive-name.ts";
import type { Draft } from "./draft.ts";
import { stepping } from "./replace-column.ts";

/** Records what is retired, so that the schema keeps it. */
export function retire(draft: Draft, entries: readonly Retired[]): void {
  const all = [...readRetired(draft.workspace), ...entries];
  writeRetired(draft, all, "the database keeps it for code that is still deployed");
}

/** Writes the list of what is retired, and what follows from it. */
export function writeRetired(draft: Draft, entries: readonly Retired[], why: string): void {
  draft.write(retiredFile, listText(entries), "retired", why);
  draft.write(retiredTypesFile, retiredTypesText(entries), "retired", why);
  pruneRetiredRules(draft, entries);
}

/**
 * A trigger that still fills the attribute's column for older code knows the column by its name and would go on
 * filling it. Throws RefusedError STILL_FILLED.
 */
export function refuseWhileFilled(workspace: Workspace, { name, table }: Domain, attribute: string): void {
  const filling = readRetired(workspace).some(
    (entry) => entry.table === table && entry.attribute === attribute && entry.trigger && !entry.column,
  );
  if (!filling) return;
  throw new RefusedError(
    "STILL_FILLED",
    `${table} has a trigger that fills "${attribute}" for code deployed before it was added.`,
    `Once no such code is deployed: pitstop purge ${name} ${attribute}. Then run the command again.`,
  );
}

/**
 * What is retired belongs to a table by its name, and a view under the old name would hold on to its columns. Throws
 * RefusedError STILL_RETIRED.
 */
export function refuseWhileRetired(workspace: Workspace, { name, table }: Domain): void {
  const waiting = readRetired(workspace).filter((entry) => entry.table === table);
  if (waiting.length === 0) return;
  throw new RefusedError(
    "STILL_RETIRED",
    `${table} keeps for older code: ${waiting.map(({ attribute, view }) => view ?? attribute).join(", ")}.`,
    `Once no such code is deployed: pitstop purge ${name}. Then run the command again.`,
  );
}

const PURGED = "purged: no deployed code uses it, and its values are archived";

/**
 * Archives a column's values beside the id, then drops it. Down brings back the column, its values and its trigger.
 * Rows that were written since get what the column that replaced it says.
 */
export function dropWithArchive(
  workspace: Workspace,
  retired: Retired & { column: string; type: string },
  name: string,
): PlannedMigration {
  const { table, column, type, trigger } = retired;
  const archive = `pitstop.${quoted(archiveName(workspace, table, column))}`;
  const target = { table: inDefaultSchema(table), column };
  return migration(name, {
    phase: "contract",
    up: [
      statement(table, "create schema if not exists pitstop", "Where archives are kept.", "none"),
      statement(
        table,
        `create table ${archive} as select "id", ${quoted(column)} from ${quoted(table)} where ${quoted(column)} is not null`,
        "Keeps the values, so that this can be rolled back.",
        "ACCESS SHARE",
      ),
      ...(trigger ? rowTriggerDropped(target.table, trigger).map(plannedStep) : []),
      plannedStep(allowed("drop-column", PURGED, droppedColumn(target))),
    ],
    down: [
      plannedStep(addedColumn({ ...target, definition: `${type} null` })),
      ...valuesBack(retired, archive),
      statement(table, `drop table ${archive}`, "Its values are back.", "ACCESS EXCLUSIVE"),
    ],
  });
}

function valuesBack(retired: Retired & { column: string }, archive: string): PlannedStep[] {
  const { table, column, replacedBy, inStep } = retired;
  const [rows, old] = [quoted(table), quoted(column)];
  const archived = statement(
    table,
    `update ${rows} set ${old} = archive.${old} from ${archive} as archive where archive."id" = ${rows}."id"`,
    "The values as they were archived.",
    "ROW EXCLUSIVE",
  );
  if (replacedBy === undefined || inStep === undefined) return [archived];
  return [
    archived,
    statement(
      table,
      `update ${rows} set ${old} = ${inStep.backward} where (${inStep.forward}) is distinct from ${quoted(replacedBy)}`,
      `Rows that were written since have their value in "${replacedBy}".`,
      "ROW EXCLUSIVE",
    ),
    ...syncTrigger(stepping(table, column, replacedBy, inStep)).map(plannedStep),
  ];
}

/** The rows that have a value that is about to go. */
export const rowsWithValue = (
  table: string,
  column: string,
  { one, many }: RowsQuery["text"],
): RowsQuery => ({
  text: { one: `${one} has a value in "${column}"`, many: `${many} have a value in "${column}"` },
  sql: `select "id" as id, ${quoted(column)}::text as value from ${quoted(table)} where ${quoted(column)} is not null`,
});
