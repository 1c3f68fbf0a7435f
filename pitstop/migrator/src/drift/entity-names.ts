import type { MikroORM } from "@mikro-orm/core";
import type { DatabaseTable } from "@mikro-orm/postgresql";

/** As people write it: without the schema where that is the default one. */
export const tableName = (table: DatabaseTable): string => table.getShortestName();

/** What entities call tables and columns. */
export interface EntityNames {
  /** "Car"; the table's own name where no entity has it. */
  entity(table: { readonly name: string; readonly schema?: string | undefined }): string;
  /** "Car.color"; "Car" where it has no attribute for the column. */
  attribute(table: { readonly name: string; readonly schema?: string | undefined }, column: string): string;
}

export function entityNames(orm: MikroORM): EntityNames {
  const all = [...orm.getMetadata().getAll().values()];
  const metadataOf = (table: { readonly name: string; readonly schema?: string | undefined }) => {
    const named = all.filter(({ tableName }) => tableName === table.name);
    return named.find(({ schema }) => schema === table.schema) ?? named[0];
  };
  const entity: EntityNames["entity"] = (table) => metadataOf(table)?.className ?? table.name;
  return {
    entity,
    attribute: (table, column) => {
      const property = metadataOf(table)?.props.find(({ fieldNames }) => fieldNames?.includes(column));
      return property ? `${entity(table)}.${property.name}` : entity(table);
    },
  };
}
