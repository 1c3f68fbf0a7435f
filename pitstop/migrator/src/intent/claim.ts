import type { Direction } from "../migration/read-migration.ts";
import type { ObjectKind } from "../snapshot/index.ts";

/**
 * What a statement of a migration says about something that existed before, by its name:
 *
 * - `drop`: it goes, with all that belongs to it, or is replaced.
 * - `change`: it stays, with other properties or another name.
 * - `retype`: a column gets another type, and what is made of it is printed and kept in another way.
 * - `values`: a column gets other values.
 * - `count`: the sequence of a column counts otherwise.
 * - `insert`: a table gets more rows.
 * - `delete`: a table loses rows, or has other ones.
 * - `detach`, `attach`: a partition leaves a table with its rows, or joins one.
 * - `grow`: a table gets the rows of a partition.
 */
export type Act =
  | "drop"
  | "change"
  | "retype"
  | "values"
  | "count"
  | "insert"
  | "delete"
  | "detach"
  | "attach"
  | "grow";

/** What a statement says, with the name as it is written. */
export interface Stated {
  readonly act: Act;
  /** The kinds that the name may be of. */
  readonly kinds: readonly ObjectKind[];
  /** Schema first where it has one. */
  readonly name: readonly string[];
  /** All of these kinds whose names begin like this one: the last part stands for any. */
  readonly isAll?: boolean;
  /** `delete from only base`: the tables that inherit from it keep their rows. */
  readonly isOnly?: boolean;
  /** What of it may change; all properties without this. */
  readonly properties?: readonly string[];
  /** Rows or values go for good, so that a comment must allow it: the linter's rules whose exception does. */
  readonly permittedBy?: readonly string[];
}

/** What a statement says about an object, by the name that it had before the migration. */
export interface Claim extends Stated {
  readonly migration: string;
  readonly direction: Direction;
  /** The reason that a comment above the statement gives; undefined without one. */
  readonly reason: string | undefined;
  /** Tables that had left others by then, so that what is said of those isn't said of these. */
  readonly left?: readonly (readonly string[])[];
}

/** Going up, rows and values go only where a comment gives the reason. */
export const isPermitted = ({ permittedBy, reason, direction }: Claim): boolean =>
  permittedBy === undefined || reason !== undefined || direction === "down";

/** A name that a statement gives to something, so that later statements call it by the new one. */
export interface NewName {
  readonly kinds: readonly ObjectKind[];
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** ALTER TABLE and RENAME take all of these for tables. */
export const relations: readonly ObjectKind[] = ["table", "view", "materialized view", "sequence", "index"];
