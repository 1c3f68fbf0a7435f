import type { EntityName, EntityProperty } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import {
  type AttributeKind,
  domains,
  kindOf,
  type RelationDefinition,
  recordAttributes,
} from "@pitstop/types";
import type { z } from "zod";

/** What the statements need of a domain. */
export interface Domain {
  name: string;
  label: { one: string; many: string };
  title: string;
  attributes: Record<string, z.ZodType>;
  relations: Record<string, RelationDefinition>;
}

/** A column: its quoted name, its type without length (a cast to varchar(80) would cut), and what it holds. */
export interface Column {
  sql: string;
  type: string;
  nullable: boolean;
  kind: AttributeKind;
}

/** The table that a relation leads to, with the columns that make a reference. */
interface RelatedTable {
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
}

const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/** Reads the table of a domain from MikroORM's metadata, so that column names and types stand in the entity alone. */
export function tableOf(em: EntityManager, domain: Domain, entity: EntityName): Table {
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
  return { domain, name: metadata.tableName, sql: quoted(metadata.tableName), columns, relations };
}

function columnOf(properties: Record<string, EntityProperty>, name: string, kind: AttributeKind): Column {
  const property = properties[name];
  const [field] = property?.fieldNames ?? [];
  const [type] = property?.columnTypes ?? [];
  if (!property || !field || !type) throw new Error(`The entity has no column for the attribute "${name}".`);
  return { sql: quoted(field), type: type.replace(/\(.*\)/, ""), nullable: property.nullable === true, kind };
}

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
    sql: quoted(target.tableName),
    id: columnOf(targetProperties, "id", "number").sql,
    title: columnOf(targetProperties, domain.title, "text").sql,
  };
}
