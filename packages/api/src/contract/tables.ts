import { type EntitySchema, UnderscoreNamingStrategy } from "@mikro-orm/core";
import type { Tables } from "@pitstop/contract";
import { entities } from "@pitstop/db";

const naming = new UnderscoreNamingStrategy();

/** Where the attributes of a domain are stored: what tells which migration changed them. */
export const tables: Tables = {
  table(domain) {
    const known = entities as Readonly<Record<string, EntitySchema>>; // by name, whichever domains there are
    return Object.hasOwn(known, domain) ? known[domain]?.meta.tableName : undefined;
  },
  // An attribute that is gone is in no entity any more; its column was named by this rule. A relation's ends in "_id".
  columns: (attribute) => [naming.propertyToColumnName(attribute), naming.joinKeyColumnName(attribute, "id")],
};
