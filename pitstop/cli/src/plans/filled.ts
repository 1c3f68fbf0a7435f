import { assigned, quoted, rowTrigger, type SqlStatement } from "@pitstop/migrator/recipes";
import { inDefaultSchema } from "../layers/sql.ts";
import { changeSchema } from "../layers/types/types-change.ts";
import { setRelationFilled } from "../layers/types/types-edit.ts";
import { readDomain } from "../workspace/read-domain.ts";
import type { Draft } from "./draft.ts";

/**
 * Says in the shared types whether the database fills an attribute or a relation for whoever leaves it out: as long as its trigger is
 * there, older clients may create records without it.
 */
export function markFilled(draft: Draft, domain: string, attribute: string, isFilled: boolean): void {
  const { types } = readDomain(draft.workspace, domain);
  const isRelation = types.relations.some(({ name }) => name === attribute);
  const text = isRelation
    ? setRelationFilled(types, attribute, isFilled)
    : changeSchema(types, attribute, { meta: { filled: isFilled || undefined } });
  const why = isFilled ? `older clients may leave ${attribute} out` : `every client has to give ${attribute}`;
  draft.write(types.source.path, text, "types", why);
}

/** The trigger that gives a column its value where older code leaves it out. */
export function fillTrigger(
  table: string,
  column: string,
  trigger: string,
  expression: string,
): SqlStatement[] {
  const target = inDefaultSchema(table);
  const value = assigned(target, column, `(${expression})`);
  const body = `  if new.${quoted(column)} is null then\n    ${value}\n  end if;`;
  return rowTrigger(target, trigger, body, `Fills "${column}" for code that doesn't write it yet.`);
}
