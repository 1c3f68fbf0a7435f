import { sumOf, type TableFingerprint } from "../fingerprint/index.ts";
import type { SchemaObject } from "./schema-object.ts";
import type { Snapshot } from "./snapshot.ts";

/** The fingerprints of a snapshot by the table that they are of: plain tables, partitioned ones and partitions. */
export class TableData {
  readonly #fingerprints = new Map<string, TableFingerprint>();
  readonly #objects: ReadonlyMap<string, SchemaObject>;
  readonly #byId: ReadonlyMap<string, SchemaObject>;
  /** The partitioned table at the top that a partition with rows belongs to. */
  readonly #wholes = new Map<string, TableFingerprint>();

  constructor({ objects, tables }: Pick<Snapshot, "objects" | "tables">) {
    const all = objects.filter(({ kind }) => kind === "table");
    this.#objects = new Map(all.map((table) => [nameOf(table.path), table]));
    this.#byId = new Map(all.map((table) => [table.id, table]));
    for (const table of tables) {
      this.#fingerprints.set(keyOf(table), table);
      for (const partition of table.partitions ?? []) {
        this.#fingerprints.set(keyOf(partition), partition);
        this.#wholes.set(keyOf(partition), table);
      }
    }
  }

  /** Undefined for what has no rows of its own, and for what nobody read. */
  of({ path }: SchemaObject): TableFingerprint | undefined {
    const found = this.#fingerprints.get(nameOf(path));
    if (found) return found;
    const table = this.#objects.get(nameOf(path));
    const own = table && this.#partitionsOf(table);
    const [first] = own ?? [];
    const [schema = "", name = ""] = path;
    return own && first && sumOf({ ...first, schema, table: name }, own);
  }

  /** The partitions with rows of a table, as objects with what is in them. */
  partitionsOf(table: TableFingerprint | undefined): { object: SchemaObject; data: TableFingerprint }[] {
    return (table?.partitions ?? []).flatMap((data) => {
      const object = this.#objects.get(keyOf(data));
      return object ? [{ object, data }] : [];
    });
  }

  /** A table by its id. */
  table(id: string): SchemaObject | undefined {
    return this.#byId.get(id);
  }

  /** Whether a partition with rows is one of a table, at whatever level. */
  isPartOf(partition: SchemaObject, whole: SchemaObject): boolean {
    return (
      partition.id !== whole.id &&
      this.#wholes.get(nameOf(partition.path)) === this.#fingerprints.get(nameOf(whole.path))
    );
  }

  /** Those below a partition that is partitioned itself. */
  #partitionsOf({ id }: SchemaObject): TableFingerprint[] {
    return [...this.#objects.values()]
      .filter(({ parents }) => parents.includes(id))
      .flatMap((child) => this.#fingerprints.get(nameOf(child.path)) ?? this.#partitionsOf(child));
  }
}

const keyOf = ({ schema, table }: TableFingerprint): string => nameOf([schema, table]);
const nameOf = (path: readonly string[]): string => JSON.stringify(path.slice(0, 2));
