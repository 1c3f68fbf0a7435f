import {
  addFilledColumn,
  addForeignKey,
  addUnique,
  createIndex,
  requireColumn,
  rowTriggerDropped,
} from "@pitstop/migrator/recipes";
import type { NewRelation } from "../../layers/layer.ts";
import {
  fillTriggerName,
  foreignKeyOf,
  inDefaultSchema,
  indexOf,
  planned,
  uniqueOf,
} from "../../layers/sql.ts";
import { snakeCase } from "../../names/case.ts";
import type { PlannedMigration } from "../../plan.ts";
import type { Domain } from "../../workspace/read-domain.ts";
import { fillTrigger } from "../filled.ts";

/** The foreign key by expand, backfill and constraint. */
export function backfilledKey(
  domain: Domain,
  other: Domain,
  expression: string,
  { name: relation, required, unique, onDelete }: NewRelation,
): PlannedMigration[] {
  const { table } = domain;
  const target = { table: inDefaultSchema(table), column: `${snakeCase(relation)}_id` };
  const { column } = target;
  const name = `${table}_${column}`;
  const trigger = fillName(domain, relation);
  const fill = {
    up: fillTrigger(table, column, trigger, expression),
    down: rowTriggerDropped(target.table, trigger),
  };
  const added = addFilledColumn({
    ...target,
    definition: "bigint null",
    value: `(${expression})`,
    isRequired: false,
    ...(required ? { with: fill } : {}),
  });
  const key = foreignKeyOf(table, column, other.table, onDelete.replace("-", " "));
  return [
    ...planned(added, `add_${name}`),
    ...(unique
      ? planned(addUnique(uniqueOf(table, column)), `unique_${name}`)
      : planned(createIndex(indexOf(table, [column])), `index_${name}`)),
    ...planned(addForeignKey(key), `refer_${name}`),
    ...(required ? planned(requireColumn(target), name) : []),
  ];
}

/** The trigger that fills the key for older code. */
export const fillName = (domain: Domain, relation: string): string =>
  fillTriggerName(domain.table, `${snakeCase(relation)}_id`);
