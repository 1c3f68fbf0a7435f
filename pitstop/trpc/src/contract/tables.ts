import { UnderscoreNamingStrategy } from "@mikro-orm/core";
import type { Tables } from "@pitstop/contract";
import type { ApiDefinition } from "../definition.ts";

const naming = new UnderscoreNamingStrategy();

/** Where the attributes of a domain are stored: what tells which migration changed them. */
export const tablesOf = ({ entities }: Pick<ApiDefinition, "entities">): Tables => ({
  table: (domain) => (Object.hasOwn(entities, domain) ? entities[domain]?.meta.tableName : undefined),
  // An attribute that is gone is in no entity any more; its column was named by this rule. A relation's ends in "_id".
  columns: (attribute) => [naming.propertyToColumnName(attribute), naming.joinKeyColumnName(attribute, "id")],
});
