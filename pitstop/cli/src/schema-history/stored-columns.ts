import type { Workspace } from "../workspace/workspace.ts";

const SNAPSHOT = "packages/db/src/migrations/snapshot.json";

interface Snapshot {
  readonly tables?: readonly {
    readonly name: string;
    readonly columns: Readonly<Record<string, { type: string }>>;
  }[];
}

const known = new WeakMap<ReadonlyMap<string, string>, Snapshot>();

/** The columns that a table of the entities has, as the snapshot of the migrations says; undefined for any other table. */
export const storedColumns = (workspace: Pick<Workspace, "files">, table: string): string[] | undefined => {
  const found = snapshotOf(workspace).tables?.find(({ name }) => name === table);
  return found && Object.keys(found.columns);
};

/** The type of a column as PostgreSQL has it: `varchar(40)`. */
export const storedType = (
  workspace: Pick<Workspace, "files">,
  table: string,
  column: string,
): string | undefined =>
  snapshotOf(workspace).tables?.find(({ name }) => name === table)?.columns[column]?.type;

function snapshotOf({ files }: Pick<Workspace, "files">): Snapshot {
  const before = known.get(files);
  if (before) return before;
  let snapshot: Snapshot = {};
  try {
    snapshot = JSON.parse(files.get(SNAPSHOT) ?? "{}") as Snapshot; // as the migrator writes it
  } catch {
    // One with marks of a merge says nothing; `check` tells of it.
  }
  known.set(files, snapshot);
  return snapshot;
}
