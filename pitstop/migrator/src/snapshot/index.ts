export { compareSnapshots } from "./compare-snapshots.ts";
export type { Difference } from "./difference.ts";
export { type KeptRows, keepRows, type UnchangedColumns } from "./kept-rows.ts";
export {
  describeObject,
  type ObjectKind,
  qualifiedName,
  type SchemaObject,
} from "./schema-object.ts";
export { type Snapshot, type SnapshotOptions, takeSnapshot } from "./snapshot.ts";
