import { constantAt } from "../../edit/constant.ts";
import { snakeCase } from "../../names/case.ts";
import type { EntityFile } from "./entity-file.ts";

/** Calls by which a relation gives its column a name. */
const NAMING = new Set(["fieldName", "name", "joinColumn"]);

/** The column of a relation's foreign key: the one that the entity states, or the one that MikroORM makes of the name. */
export function relationColumn({ relations, modules }: EntityFile, relation: string): string {
  const stated = relations.find(({ name }) => name === relation);
  const call = stated?.chain.calls.findLast(({ name }) => NAMING.has(name));
  const [argument] = call?.args ?? [];
  const known =
    stated && argument && argument.type !== "SpreadElement"
      ? constantAt(modules, { source: stated.chain.source, expression: argument })
      : undefined;
  return typeof known?.value === "string" ? known.value : `${snakeCase(relation)}_id`;
}
