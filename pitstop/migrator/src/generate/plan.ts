import type { SchemaDifference, SchemaHelper } from "@mikro-orm/postgresql";
import { addedColumns } from "./changes/added-columns.ts";
import { changedColumns, changedTableComment } from "./changes/changed-columns.ts";
import { changedChecks, changedForeignKeys } from "./changes/constraints.ts";
import { changedIndexes } from "./changes/indexes.ts";
import { addedEnumValues } from "./changes/native-enums.ts";
import { newTables, removedTables, removedTypes } from "./changes/new-tables.ts";
import { refuseUnsupported } from "./changes/refuse.ts";
import { namesThatGoWithColumns, removedColumns } from "./changes/removed-columns.ts";
import { type FileNaming, namedFiles } from "./file-names.ts";
import { inFiles, type Piece } from "./piece.ts";
import type { PlannedFile } from "./planned-file.ts";
import { backfillValues, type PlanOptions } from "./planning.ts";

export interface PlanSource {
  readonly difference: SchemaDifference;
  /** MikroORM's writer of SQL. */
  readonly helper: SchemaHelper;
  /** Pieces that stand besides the difference: renames that were asked for. */
  readonly renames?: readonly Piece[];
}

/**
 * The migration files that take a database from one schema to the other without a row lost or a reader blocked: what
 * only adds comes first, what drops comes last, each in a file of its own where it needs a transaction of its own.
 * Reads and writes nothing. Throws MigratorError with a code GENERATE_… for what cannot be done safely.
 */
export function planMigrations(
  source: PlanSource,
  naming: FileNaming,
  options: PlanOptions = {},
): PlannedFile[] {
  const { difference, helper } = source;
  refuseUnsupported(difference);
  const { valueFor, refuseUnused } = backfillValues(options);
  const planning = { difference, helper, valueFor };
  const pieces = [
    ...(source.renames ?? []),
    ...addedEnumValues(planning),
    ...newTables(planning),
    ...Object.values(difference.changedTables).flatMap((table) => {
      const goWithColumns = namesThatGoWithColumns(table);
      return [
        ...addedColumns(table, planning),
        ...changedColumns(table, planning),
        ...changedTableComment(table, planning),
        ...changedIndexes(table, planning, goWithColumns),
        ...changedChecks(table, goWithColumns),
        ...removedColumns(table, planning),
      ];
    }),
    ...changedForeignKeys(planning),
    ...removedTables(planning),
    ...removedTypes(planning),
  ];
  refuseUnused();
  return namedFiles(inFiles(pieces), naming);
}
