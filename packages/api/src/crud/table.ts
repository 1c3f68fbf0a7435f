import type { EntityName, EntityProperty } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import type { RetiredEntry } from "@pitstop/db";
import {
  type AttributeKind,
  domains,
  kindOf,
  type RelationDefinition,
  recordAttributes,
} from "@pitstop/types";
import pg from "pg";
import type { z } from "zod";
import { type ListOrder, ordersOf } from "./list-order.ts";

/** What the statements need of a domain. */
export interface Domain {
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
  /** What its list can be ordered by. */
  orders: ListOrder[];
}

/** Reads the table of a domain from MikroORM's metadata, so that column names and types stand in the entity alone. */
export function tableOf(
  em: EntityManager,
  domain: Domain,
  entity: EntityName,
  entries: readonly RetiredEntry[],
): Table {
  const metadata = em.getMetadata().get(entity);
  const properties = metadata.properties as Record<string, EntityProperty>; // by name, whatever the entity
  const columns: Record<string, Column> = {
    id: columnOf(properties, "id", "number"),
    version: columnOf(properties, "version", "number"),
  };
  for (const [name, schema] of Object.entries({ ...domain.attributes, ...recordAttributes })) {
    columns[name] = columnOf(properties, name, kindOf(schema));
  }
  const relations: Record<string, RelatedTable> = {};
  for (const [name, relation] of Object.entries(domain.relations)) {
    columns[`${name}Id`] = columnOf(properties, name, "number");
    relations[name] = relatedTable(properties, name, relation);
  }
  const own = entries.filter(({ table }) => table === metadata.tableName);
  const retired = own.flatMap(({ column, type }) => (column && type ? [retiredColumn(column, type)] : []));
  const retiredRelations: Record<string, RelatedTable> = {};
  for (const { column, relation } of own) {
    if (column && relation)
      retiredRelations[column] = relatedTable(properties, `retired_${column}`, relation);
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
    orders,
  };
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
  properties: Record<string, EntityProperty>,
  name: string,
  relation: RelationDefinition,
): RelatedTable {
  const target = properties[name]?.targetMeta;
  const domain = Object.values<Domain>(domains).find((candidate) => candidate.name === relation.domain);
  if (!target || !domain) throw new Error(`The relation "${name}" leads to no known domain.`);
  const targetProperties = target.properties as Record<string, EntityProperty>; // by name, whatever the entity
  return {
    sql: pg.escapeIdentifier(target.tableName),
    id: columnOf(targetProperties, "id", "number").sql,
    title: columnOf(targetProperties, domain.title, "text").sql,
  };
}
