import { RefusedError } from "../../errors.ts";
import { readRetired } from "../../layers/retired-layer.ts";
import type { Note, PlannedMigration } from "../../plan.ts";
import type { OtherObject, SchemaObject } from "../../schema-history/schema-object.ts";
import type { Workspace } from "../../workspace/workspace.ts";

/** A column that another one takes the place of. */
export interface Carry {
  readonly table: string;
  readonly from: string;
  readonly to: string;
  /** SQL of the old value, with `$` for the new column, where the type is another one. */
  readonly backward?: string;
  /** Whether values of both types compare alike, so that a condition on the one holds for the other. */
  readonly isAlike: boolean;
  /** The names that entities state, and that therefore stay. */
  readonly statedNames: ReadonlySet<string>;
  /** What is taken over already, by name. */
  readonly handled: ReadonlySet<string>;
  /** Whether the old column goes: nothing names it from then on. */
  readonly isFinal: boolean;
}

export interface Carried {
  readonly migrations: readonly PlannedMigration[];
  readonly notes: readonly Note[];
}

export const NOTHING_CARRIED: Carried = { migrations: [], notes: [] };

/** The triggers that keep retired columns in step, with their functions: they go when these columns do. */
export const namesOfRetired = (workspace: Workspace): string[] =>
  readRetired(workspace).flatMap(({ trigger }) => trigger ?? []);

/** The refusal of an object whose text can't be changed for certain. */
export const namedInDatabase = (
  { kind, name, path, line }: Pick<SchemaObject | OtherObject, "kind" | "name" | "path" | "line">,
  { table, from }: Pick<Carry, "table" | "from">,
  why: string,
) =>
  new RefusedError(
    "NAMED_IN_DATABASE",
    `${path}:${line}: the ${kind} "${name}" names ${table}.${from}${why}.`,
    `Replace it in a migration of its own first (pnpm --filter db migration:create --blank), so that it doesn't name "${from}".`,
  );
