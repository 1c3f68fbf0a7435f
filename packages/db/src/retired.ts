import { type EntityMetadata, type EntityProperty, ReferenceKind } from "@mikro-orm/core";
import retired from "./retired.json" with { type: "json" };

/** What `retired.json` lists: columns (and triggers and views) that wait for the last code that uses them. */
export interface RetiredEntry {
  readonly domain: string;
  readonly table: string;
  /** Empty where the whole table is retired. */
  readonly attribute: string;
  /** The attribute that has its values now, where it was renamed. */
  readonly renamedTo?: string;
  readonly column?: string;
  readonly type?: string;
  /** The column that has its values now; triggers keep the two in step. */
  readonly replacedBy?: string;
  readonly view?: string;
}

/** What is retired at the moment. */
export const retiredEntries: readonly RetiredEntry[] = retired;

/** The views under a table's old name; they are no part of the schema that the entities describe. */
export const retiredViews = (entries: readonly RetiredEntry[]): string[] =>
  entries.flatMap(({ view }) => view ?? []);

/** The tables of domains that are gone; they stay with their rows. */
export const retiredTables = (entries: readonly RetiredEntry[]): string[] =>
  entries.flatMap(({ table, attribute }) => (attribute === "" ? table : []));

/**
 * MikroORM's hook for each entity: gives it the retired columns of its table, nullable and hidden, so that no
 * migration drops them before they are purged. No type, query or answer knows of them.
 */
export function keepRetiredColumns(entries: readonly RetiredEntry[], metadata: EntityMetadata): void {
  for (const { table, column, type } of entries) {
    if (table !== metadata.tableName || !column || !type) continue;
    const name = `retired_${column}`;
    metadata.addProperty({
      name,
      kind: ReferenceKind.SCALAR,
      type: "unknown",
      runtimeType: "unknown",
      fieldNames: [column],
      columnTypes: [type],
      nullable: true,
      hidden: true,
      lazy: true,
      hydrate: false,
    } as unknown as EntityProperty); // what discovery would fill in for a property that a file states
  }
}
