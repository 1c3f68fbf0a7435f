import {
  type Recipe,
  renameConstraint,
  renameIndex,
  renameTable as renameTableRecipe,
} from "@pitstop/migrator/recipes";
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
import type { Domain } from "../../workspace/read-domain.ts";

/** The table and all that is called after it, in one instant; the old name becomes a view that can be written to. */
export function renameTable(domain: Domain, to: string): PlannedMigration {
  const table = inDefaultSchema(domain.table);
  const recipe = renameTableRecipe({ table, to, named: namedAfter(domain, to) });
  return plannedTogether([recipe], `rename_${domain.table}_to_${to}`);
}

/** The constraints and indexes whose names begin with the table's. */
function namedAfter(domain: Domain, to: string): Recipe[] {
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
      .filter(({ properties }) => properties.length > 0)
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
