import type { Direction } from "../migration/read-migration.ts";
import type { ObjectKind } from "../snapshot/index.ts";

/**
 * What a statement of a migration says about something that existed before, by its name:
 *
 * - `drop`: it goes, with all that belongs to it, or is replaced.
 * - `change`: it stays, with other properties or another name.
 * - `retype`: a column gets another type, and what is made of it is printed and kept in another way.
 * - `values`: a column gets other values.
 * - `insert`: a table gets more rows.
 * - `delete`: a table loses rows, or has other ones.
 */
export type Act = "drop" | "change" | "retype" | "values" | "insert" | "delete";

/** What a statement says, with the name as it is written. */
export interface Stated {
  readonly act: Act;
  /** The kinds that the name may be of. */
  readonly kinds: readonly ObjectKind[];
  /** Schema first where it has one; a last part of `*` means all of them. */
  readonly name: readonly string[];
  /** Rows or values go for good, so that a comment must allow it. */
  readonly takesData?: boolean;
}

/** What a statement says about an object, by the name that it had before the migration. */
export interface Claim extends Stated {
  readonly migration: string;
  readonly direction: Direction;
  /** The reason that a comment above the statement gives; undefined without one. */
  readonly reason: string | undefined;
}

/** A name that a statement gives to something, so that later statements call it by the new one. */
export interface NewName {
  readonly kinds: readonly ObjectKind[];
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** ALTER TABLE and RENAME take all of these for tables. */
export const relations: readonly ObjectKind[] = ["table", "view", "materialized view", "sequence", "index"];
