import {
  type Recipe,
  renameConstraint,
  renameIndex,
  renameTable as renameTableRecipe,
} from "@pitstop/migrator/recipes";
import { statedNames } from "../../layers/entity/entity-sql.ts";
import { relationColumn } from "../../layers/entity/relation-column.ts";
import { entityFacts } from "../../layers/read-attribute.ts";
import {
  checkName,
  foreignName,
  inDefaultSchema,
  indexName,
  madeName,
  plannedTogether,
  uniqueName,
} from "../../layers/sql.ts";
import { snakeCase } from "../../names/case.ts";
import type { PlannedMigration } from "../../plan.ts";
import { schemaHistory } from "../../schema-history/replay.ts";
import type { SchemaObject } from "../../schema-history/schema-object.ts";
import type { Domain } from "../../workspace/read-domain.ts";
import type { Workspace } from "../../workspace/workspace.ts";

/** The table and all that is called after it, in one instant; the old name becomes a view that can be written to. */
export function renameTable(workspace: Workspace, domain: Domain, to: string): PlannedMigration {
  const table = inDefaultSchema(domain.table);
  const recipe = renameTableRecipe({ table, to, named: namedAfter(workspace, domain, to) });
  return plannedTogether([recipe], `rename_${domain.table}_to_${to}`);
}

/** The constraints and indexes that are called after the table; those that somebody named keep their names. */
function namedAfter(workspace: Workspace, domain: Domain, to: string): Recipe[] {
  const { table } = domain;
  const history = schemaHistory(workspace);
  const stated = statedNames(domain.entity);
  const known = history.objects.flatMap((object) => {
    const name = stated.has(object.name) ? undefined : nameAfter(object, table, to);
    return name === undefined
      ? []
      : [renaming(object.kind === "index" ? "index" : "constraint", to, object.name, name)];
  });
  if (history.unread.length > 0 || known.length === 0) return namedByEntity(domain, to);
  return [renaming("constraint", to, `${table}_pkey`, `${to}_pkey`), ...known];
}

const renaming = (kind: "index" | "constraint", table: string, from: string, to: string): Recipe => {
  const names = { table: inDefaultSchema(table), from, to };
  return kind === "index" ? renameIndex(names) : renameConstraint(names);
};

/** What an object is called that has a name made of the table and the columns. */
function nameAfter(object: SchemaObject, table: string, to: string): string | undefined {
  if (!("table" in object) || object.table !== table || object.kind === "trigger") return undefined;
  const { kind, name, columns = [] } = object;
  if (name === madeName(kind, table, columns)) return madeName(kind, to, columns);
  // A check over several columns.
  const [, middle] = kind === "check" ? (new RegExp(`^${table}_(.+)_check$`).exec(name) ?? []) : [];
  return middle === undefined ? undefined : madeName("check", to, [middle]);
}

/** The same from the entity alone, where the migrations can't be read. */
function namedByEntity(domain: Domain, to: string): Recipe[] {
  const { entity } = domain;
  const rename = (kind: "index" | "constraint", name: (table: string) => string): Recipe =>
    renaming(kind, to, name(domain.table), name(to));
  const columnOf = (property: string): string =>
    entity.relations.some(({ name }) => name === property)
      ? relationColumn(entity, property)
      : columnOfAttribute(domain, property);
  return [
    rename("constraint", (table) => `${table}_pkey`),
    ...entity.indexes
      .filter(({ properties, isPlain }) => isPlain && properties.length > 0)
      .map(({ properties }) => rename("index", (table) => indexName(table, properties.map(columnOf)))),
    ...entity.attributes.flatMap(({ name }) => {
      const { isUnique, column, rules } = entityFacts(entity, name);
      return [
        ...(isUnique ? [rename("constraint", (table) => uniqueName(table, column))] : []),
        ...(rules.values ? [rename("constraint", (table) => checkName(table, column))] : []),
      ];
    }),
    ...entity.relations.flatMap(({ name, kind, chain }) => {
      const isOwner =
        kind === "manyToOne" || (kind === "oneToOne" && chain.calls.some((call) => call.name === "owner"));
      if (!isOwner) return [];
      const column = relationColumn(entity, name);
      return [
        rename("constraint", (table) => foreignName(table, column)),
        kind === "oneToOne"
          ? rename("constraint", (table) => uniqueName(table, column))
          : rename("index", (table) => indexName(table, [column])),
      ];
    }),
  ];
}

function columnOfAttribute(domain: Domain, property: string): string {
  return domain.attributes.includes(property)
    ? entityFacts(domain.entity, property).column
    : snakeCase(property);
}
