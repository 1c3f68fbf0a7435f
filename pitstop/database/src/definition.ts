import type { EntityName } from "@mikro-orm/postgresql";
import type { RetiredEntry } from "./retired.ts";
import type { SeedDomain } from "./seeds/seed-domain.ts";
import type { SeedRecord } from "./seeds/seed-record.ts";

/** As much of an entity as is read without MikroORM, before it has discovered it and after. */
export interface StatedEntity {
  readonly meta: {
    readonly tableName: string;
    readonly properties: Readonly<Record<string, StatedProperty>>;
  };
}

interface StatedProperty {
  readonly fieldName?: string;
  readonly fieldNames?: readonly string[];
  readonly joinColumn?: string;
}

/** What an application says of its database. */
export interface DatabaseDefinition {
  /** Its domains, by name. */
  readonly domains: Readonly<Record<string, SeedDomain>>;
  /** Their entities, by the name of the domain. */
  readonly entities: Readonly<Record<string, StatedEntity>>;
  /** The records that an empty database begins with, by the name of the domain. */
  readonly records: Readonly<Record<string, () => Promise<SeedRecord[]>>>;
  /** What waits for the last code that uses it: `retired.json`. */
  readonly retired: readonly RetiredEntry[];
  /** The folder with the migrations. */
  readonly migrations: string;
  /** The root of the repository: its `.pitstop` has the embedded server and the backups. */
  readonly root: string;
  /** What a person types to restore a backup, without its name. */
  readonly restoreCommand: string;
}

/** The entity of a domain, as MikroORM takes it. */
export const entityOf = (
  { entities }: Pick<DatabaseDefinition, "entities">,
  name: string,
): EntityName<object> => entities[name] as unknown as EntityName<object>; // what defineEntity made, whichever domain it is of
