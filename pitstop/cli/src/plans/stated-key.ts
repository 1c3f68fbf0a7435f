import type { ForeignKey } from "@pitstop/migrator/recipes";
import { relationColumn } from "../layers/entity/relation-column.ts";
import { foreignKeyOf } from "../layers/sql.ts";
import type { Domain } from "../workspace/read-domain.ts";

/** The foreign key of a relation, as the entity states it. */
export function statedKey({ table, entity }: Domain, other: Domain, relation: string): ForeignKey {
  const calls = entity.relations.find(({ name }) => name === relation)?.chain.calls ?? [];
  const rule = calls.find(({ name }) => name === "deleteRule")?.args[0];
  const onDelete = rule?.type === "Literal" ? String(rule.value) : "restrict";
  return foreignKeyOf(table, relationColumn(entity, relation), other.table, onDelete);
}
