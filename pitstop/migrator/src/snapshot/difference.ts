import type { SchemaObject } from "./schema-object.ts";

/** What a migration did to something that existed before it. */
export type Difference = Gone | Changed | RowsDiffer | ValuesDiffer;

interface OfObject {
  /** As it was before. */
  readonly object: SchemaObject;
  /** For people: what happened, with names and numbers. */
  readonly sentence: string;
}

export interface Gone extends OfObject {
  readonly what: "gone";
}

export interface Changed extends OfObject {
  readonly what: "changed";
  readonly property: string;
}

/** Of a partitioned table: the same by partition, where each may be named by itself. */
interface OfPartitions {
  readonly parts?: readonly (RowsDiffer | ValuesDiffer)[];
}

/** Of a table that has other rows. */
export interface RowsDiffer extends OfObject, OfPartitions {
  readonly what: "rows";
  readonly before: number;
  readonly after: number;
  /** The ids of the partitions that left the table or joined it with their rows; nothing else has changed then. */
  readonly moved?: readonly string[];
}

/** Of a column whose values differ, or of a table whose values are in other rows. */
export interface ValuesDiffer extends OfObject, OfPartitions {
  readonly what: "values";
  /** The same values, in different rows than before. */
  readonly isMove: boolean;
  /** The ids of the columns that tell one row from another. */
  readonly key: readonly string[];
}
