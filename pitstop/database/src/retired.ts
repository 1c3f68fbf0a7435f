import { type EntityMetadata, type EntityName, type EntityProperty, ReferenceKind } from "@mikro-orm/core";
import type { RelationDefinition } from "@pitstop/domain";

/** What `retired.json` lists: columns (and triggers and views) that wait for the last code that uses them. */
export interface RetiredEntry {
  readonly domain: string;
  readonly table: string;
  /** The day since which it is, YYYY-MM-DD. */
  readonly since?: string;
  /** Empty where the whole table is retired. */
  readonly attribute: string;
  /** The attribute that has its values now, where it was renamed. */
  readonly renamedTo?: string;
  readonly column?: string;
  readonly type?: string;
  /** The column that has its values now; triggers keep the two in step. */
  readonly replacedBy?: string;
  readonly view?: string;
  /** Whether no two rows may have the same value, and whether lists can be ordered by it: its indexes stay. */
  readonly unique?: boolean;
  readonly index?: boolean;
  /** What the relation was, where it is one; its foreign key stays. */
  readonly relation?: RetiredRelation;
}

/** A relation of an earlier version, and what its foreign key does when the record that it leads to is deleted. */
export interface RetiredRelation extends RelationDefinition {
  readonly onDelete: string;
}

/** The views under a table's old name; they are no part of the schema that the entities describe. */
export const retiredViews = (entries: readonly RetiredEntry[]): string[] =>
  entries.flatMap(({ view }) => view ?? []);

/** The tables of domains that are gone; they stay with their rows. */
export const retiredTables = (entries: readonly RetiredEntry[]): string[] =>
  entries.flatMap(({ table, attribute }) => (attribute === "" ? table : []));

/**
 * MikroORM's hook for each entity: gives it the retired columns of its table, nullable and hidden, with their indexes and
 * foreign keys, so that no migration drops them before they are purged. No type or query of this version knows of them.
 * `entities` are those of all domains, by name.
 */
export function keepRetiredColumns(
  entries: readonly RetiredEntry[],
  metadata: EntityMetadata,
  entities: Readonly<Record<string, EntityName<object>>> = {},
): void {
  for (const entry of entries) {
    const { table, column, type, unique = false, index, relation } = entry;
    if (table !== metadata.tableName || !column || !type) continue;
    const name = `retired_${column}`;
    const target = relation && entities[relation.domain];
    const hidden = { name, nullable: true, hidden: true, lazy: true, unique };
    metadata.addProperty({
      ...hidden,
      ...(target
        ? {
            kind: unique ? ReferenceKind.ONE_TO_ONE : ReferenceKind.MANY_TO_ONE,
            owner: unique,
            entity: () => target,
            joinColumns: [column],
            fieldNames: [column],
            deleteRule: relation.onDelete,
            index: !unique,
          }
        : {
            kind: ReferenceKind.SCALAR,
            type: "unknown",
            runtimeType: "unknown",
            fieldNames: [column],
            columnTypes: [type],
            hydrate: false,
          }),
    } as unknown as EntityProperty); // what discovery would fill in for a property that a file states
    if (index) metadata.indexes.push({ properties: [name, "id"] });
  }
}
