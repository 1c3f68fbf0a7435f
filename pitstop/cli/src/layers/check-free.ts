import { lineAt } from "../edit/source.ts";
import { UsageError } from "../errors.ts";
import { snakeCase } from "../names/case.ts";
import { storedColumns } from "../schema-history/stored-columns.ts";
import type { Domain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { relationColumn } from "./entity/relation-column.ts";
import { entityFacts } from "./read-attribute.ts";
import { readRetired } from "./retired-layer.ts";

/**
 * Refuses a name that the entity has for something the API never shows: a hidden column, a formula, a collection, the
 * column of an embeddable. Throws UsageError NAME_TAKEN.
 */
export function checkFree(
  workspace: Workspace,
  domain: Domain,
  name: string,
  column = snakeCase(name),
): void {
  const { entity, table } = domain;
  const collections = entity.relations.map(({ property }) => property);
  const taken = [...entity.hidden, ...collections, ...entity.attributes].find(
    (member) => member.name === name,
  );
  if (taken) {
    const { start } = taken.spread ?? taken.node;
    throw new UsageError(
      "NAME_TAKEN",
      `The entity of ${domain.name} already has "${name}": ${entity.source.path}:${lineAt(entity.source.text, start)}.`,
      "Choose another name.",
    );
  }
  if (!storedColumns(workspace, table)?.includes(column) || isOfAttribute(domain, column)) return;
  const retired = readRetired(workspace).find((entry) => entry.table === table && entry.column === column);
  throw new UsageError(
    "NAME_TAKEN",
    `The table ${table} already has a column "${column}".`,
    retired === undefined
      ? "Choose another name."
      : `It waits to be dropped: pitstop purge ${domain.name} ${retired.attribute}. Or choose another name.`,
  );
}

/** Whether the column is that of an attribute or a relation: what is said of these is said by their names. */
const isOfAttribute = ({ entity, relations }: Domain, column: string): boolean =>
  entity.attributes.some(({ name }) => entityFacts(entity, name).column === column) ||
  relations.some((relation) => relationColumn(entity, relation) === column);
