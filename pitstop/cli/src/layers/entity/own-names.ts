import type { Attribute } from "../../attribute-types/attribute.ts";
import { constantAt } from "../../edit/constant.ts";
import { readMembers } from "../members.ts";
import { entityFacts } from "../read-attribute.ts";
import { plainIndexOn } from "./entity-edit.ts";
import type { EntityFile } from "./entity-file.ts";

/** What an entity calls the index and the unique of an attribute itself; MikroORM makes the other names. */
export interface OwnNames {
  readonly index?: string;
  readonly unique?: string;
}

/** The names that an entity gives to what is an attribute's alone. */
export function ownNames(file: EntityFile, attribute: string): OwnNames {
  const { chain } = entityFacts(file, attribute);
  const unique = chain?.calls.findLast(({ name }) => name === "unique")?.args[0];
  const entry = file.entries.index.find(({ element }) => element === plainIndexOn(file, attribute)?.node);
  const index =
    entry?.value?.type === "ObjectExpression"
      ? readMembers(file.modules, entry.source, entry.value).all.find(({ name }) => name === "name")
      : undefined;
  const named = {
    index: index && constantAt(file.modules, { source: index.source, expression: index.value })?.value,
    unique: unique?.type === "Literal" ? unique.value : undefined,
  };
  return {
    ...(typeof named.index === "string" && { index: named.index }),
    ...(typeof named.unique === "string" && { unique: named.unique }),
  };
}

/** The attribute without what has a name of its own, which is carried over as the migrations have made it. */
export const withoutNamed = <Stated extends Attribute>(attribute: Stated, names: OwnNames): Stated => ({
  ...attribute,
  ...(names.unique !== undefined && { isUnique: false, isSortable: false }),
  ...(names.index !== undefined && { isSortable: false }),
});
