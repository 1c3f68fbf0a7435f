import {
  type Recipe,
  renameConstraint,
  renameIndex,
  renameTable as renameTableRecipe,
} from "@pitstop/migrator/recipes";
import { statedNames } from "../../layers/entity-sql.ts";
import { entityFacts } from "../../layers/read-attribute.ts";
import {
  checkName,
  foreignName,
  inDefaultSchema,
  indexName,
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
  const known = history.objects.flatMap((object) => {
    const suffix = suffixOf(object, table);
    if (suffix === undefined || statedNames(domain.entity).has(object.name)) return [];
    return [renaming(object.kind === "index" ? "index" : "constraint", table, to, suffix)];
  });
  if (history.unread.length > 0 || known.length === 0) return namedByEntity(domain, to);
  return [renaming("constraint", table, to, "_pkey"), ...known];
}

const renaming = (kind: "index" | "constraint", table: string, to: string, suffix: string): Recipe => {
  const names = { table: inDefaultSchema(to), from: table + suffix, to: to + suffix };
  return kind === "index" ? renameIndex(names) : renameConstraint(names);
};

/** What follows the table in a name that is made of the table and the columns. */
function suffixOf(object: SchemaObject, table: string): string | undefined {
  if (!("table" in object) || object.table !== table || object.kind === "trigger") return undefined;
  const columns = object.columns?.join("_") ?? "";
  const names = {
    index: indexName,
    unique: (of: string, [one = ""]: readonly string[]) => uniqueName(of, one),
    check: (of: string, [one = ""]: readonly string[]) => checkName(of, one),
    "foreign key": (of: string, [one = ""]: readonly string[]) => foreignName(of, one),
  };
  const isMade =
    object.name === names[object.kind](table, [columns]) ||
    (object.kind === "check" && object.name.startsWith(`${table}_`) && object.name.endsWith("_check"));
  return isMade ? object.name.slice(table.length) : undefined;
}

/** The same from the entity alone, where the migrations can't be read. */
function namedByEntity(domain: Domain, to: string): Recipe[] {
  const { entity } = domain;
  const rename = (kind: "index" | "constraint", name: (table: string) => string): Recipe => {
    const renaming = { table: inDefaultSchema(to), from: name(domain.table), to: name(to) };
    return kind === "index" ? renameIndex(renaming) : renameConstraint(renaming);
  };
  const columnOf = (property: string): string =>
    entity.relations.some(({ name }) => name === property)
      ? `${snakeCase(property)}_id`
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
      const column = `${snakeCase(name)}_id`;
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
