import { entityFacts } from "../../layers/read-attribute.ts";
import {
  checkName,
  foreignName,
  indexName,
  migration,
  quoteName,
  statement,
  uniqueName,
} from "../../layers/sql.ts";
import { snakeCase } from "../../names/case.ts";
import type { PlannedMigration, PlannedStep } from "../../plan.ts";
import type { Domain } from "../../workspace/read-domain.ts";

/** The table and all that is called after it, in one instant; the old name becomes a view that can be written to. */
export function renameTable(domain: Domain, to: string): PlannedMigration {
  const steps = (from: string, fresh: string): PlannedStep[] => {
    const rename = (kind: "index" | "constraint", name: (table: string) => string) =>
      kind === "index"
        ? statement(
            fresh,
            `alter index ${quoteName(name(from))} rename to ${quoteName(name(fresh))}`,
            "Called after its table.",
          )
        : statement(
            fresh,
            `alter table ${quoteName(fresh)} rename constraint ${quoteName(name(from))} to ${quoteName(name(fresh))}`,
            "Called after its table.",
          );
    const { entity } = domain;
    const columnOf = (property: string): string =>
      entity.relations.some(({ name }) => name === property)
        ? `${snakeCase(property)}_id`
        : columnOfAttribute(domain, property);
    return [
      statement(
        fresh,
        `alter table ${quoteName(from)} rename to ${quoteName(fresh)}`,
        "Changes the catalogue alone.",
      ),
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
  };
  return migration(`rename_${domain.table}_to_${to}`, {
    up: [
      ...steps(domain.table, to),
      statement(
        domain.table,
        `create view ${quoteName(domain.table)} as select * from ${quoteName(to)}`,
        "Code of before reads and writes it; PostgreSQL passes writes on to the table (documentation of CREATE VIEW, updatable views).",
        "none",
      ),
    ],
    down: [
      statement(domain.table, `drop view ${quoteName(domain.table)}`, "The table takes its name back."),
      ...steps(to, domain.table),
    ],
  });
}

function columnOfAttribute(domain: Domain, property: string): string {
  return domain.attributes.includes(property)
    ? entityFacts(domain.entity, property).column
    : snakeCase(property);
}
