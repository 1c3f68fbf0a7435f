import type { EntityName, EntityProperty } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import type { RetiredEntry } from "@pitstop/database";
import {
  type Announcement,
  type AttributeKind,
  kindOf,
  type RelationDefinition,
  recordAttributes,
} from "@pitstop/domain";
import pg from "pg";
import type { z } from "zod";
import type { Access } from "../access/rules.ts";
import type { ChangeLog } from "../changes/change-log.ts";
import { type ListOrder, ordersOf } from "./list-order.ts";

/** What the statements need of a domain. */
export interface Domain extends Announcement {
  name: string;
  label: { one: string; many: string };
  title: string;
  attributes: Record<string, z.ZodType>;
  relations: Record<string, RelationDefinition>;
}

/** A column: its name, also quoted, its type without length (a cast to varchar(80) would cut), and what it holds. */
export interface Column {
  name: string;
  sql: string;
  type: string;
  nullable: boolean;
  kind: AttributeKind;
}

/** The table that a relation leads to, with the columns that make a reference. */
export interface RelatedTable {
  sql: string;
  id: string;
  title: string;
  /** The name of its domain, the attribute that is its title, and its columns, for what a caller may see of it. */
  domain: string;
  titleAttribute: string;
  columns: Record<string, Column>;
}

/** A domain's table. `columns` goes by the names of inputs: attributes, and `<relation>Id` for relations. */
export interface Table {
  domain: Domain;
  name: string;
  sql: string;
  columns: Record<string, Column>;
  relations: Record<string, RelatedTable>;
  /** Columns that only older code knows, until they are purged. */
  retired: Column[];
  /** Where those of them lead that were relations, by column. */
  retiredRelations: Record<string, RelatedTable>;
  /** What is stated about what only older code knows of it. */
  entries: RetiredEntry[];
  /** What its list can be ordered by. */
  orders: ListOrder[];
}

/** What a table refers to: the other domains, what older code still uses, and who may do what. */
export interface KnownTables {
  readonly access: Access;
  readonly domains: Readonly<Record<string, Domain>>;
  readonly retired: readonly RetiredEntry[];
  readonly changeLog?: ChangeLog | undefined;
}

/** Reads the table of a domain from MikroORM's metadata, so that column names and types stand in the entity alone. */
export function tableOf(
  em: EntityManager,
  domain: Domain,
  entity: EntityName,
  { domains, retired: entries }: KnownTables,
): Table {
  const metadata = em.getMetadata().get(entity);
  const properties = metadata.properties as Record<string, EntityProperty>; // by name, whatever the entity
  const columns = columnsOf(domain, properties);
  const relations: Record<string, RelatedTable> = {};
  for (const [name, relation] of Object.entries(domain.relations))
    relations[name] = relatedTable(domains, properties, name, relation);
  const own = entries.filter(({ table }) => table === metadata.tableName);
  const retired = own.flatMap(({ column, type }) => (column && type ? [retiredColumn(column, type)] : []));
  const retiredRelations: Record<string, RelatedTable> = {};
  for (const { column, relation } of own) {
    if (column && relation)
      retiredRelations[column] = relatedTable(domains, properties, `retired_${column}`, relation);
  }
  const orders = ordersOf({ domain, columns, retired }, own);
  return {
    domain,
    name: metadata.tableName,
    sql: pg.escapeIdentifier(metadata.tableName),
    columns,
    relations,
    retired,
    retiredRelations,
    entries: own,
    orders,
  };
}

function columnsOf(domain: Domain, properties: Record<string, EntityProperty>): Record<string, Column> {
  const columns: Record<string, Column> = {
    id: columnOf(properties, "id", "number"),
    version: columnOf(properties, "version", "number"),
  };
  for (const [name, schema] of Object.entries({ ...domain.attributes, ...recordAttributes }))
    columns[name] = columnOf(properties, name, kindOf(schema));
  for (const name of Object.keys(domain.relations))
    columns[`${name}Id`] = columnOf(properties, name, "number");
  return columns;
}

function columnOf(properties: Record<string, EntityProperty>, name: string, kind: AttributeKind): Column {
  const property = properties[name];
  const [field] = property?.fieldNames ?? [];
  const [type] = property?.columnTypes ?? [];
  if (!property || !field || !type) throw new Error(`The entity has no column for the attribute "${name}".`);
  return {
    name: field,
    sql: pg.escapeIdentifier(field),
    type: bare(type),
    nullable: property.nullable === true,
    kind,
  };
}

/** Nothing fills it by itself any more, so that it may be empty. Where its kind isn't known it is read as text. */
export const retiredColumn = (name: string, type: string, kind: AttributeKind = "text"): Column => ({
  name,
  sql: pg.escapeIdentifier(name),
  type: bare(type),
  nullable: true,
  kind,
});

const bare = (type: string): string => type.replace(/\(.*\)/, "");

function relatedTable(
  domains: KnownTables["domains"],
  properties: Record<string, EntityProperty>,
  name: string,
  relation: RelationDefinition,
): RelatedTable {
  const target = properties[name]?.targetMeta;
  const domain = Object.values(domains).find((candidate) => candidate.name === relation.domain);
  if (!target || !domain) throw new Error(`The relation "${name}" leads to no known domain.`);
  const targetProperties = target.properties as Record<string, EntityProperty>; // by name, whatever the entity
  return {
    sql: pg.escapeIdentifier(target.tableName),
    id: columnOf(targetProperties, "id", "number").sql,
    title: columnOf(targetProperties, domain.title, "text").sql,
    domain: domain.name,
    titleAttribute: domain.title,
    columns: columnsOf(domain, targetProperties),
  };
}
