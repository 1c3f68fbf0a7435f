import { p } from "@mikro-orm/core";

/** The columns that every domain has. `version` counts updates, so that two people never overwrite each other. */
export const record = {
  id: p.bigint("number").primary().generated("identity"),
  createdAt: p
    .datetime(3)
    .onCreate(() => new Date())
    .defaultRaw("now()"),
  updatedAt: p
    .datetime(3)
    .onCreate(() => new Date())
    .onUpdate(() => new Date())
    .defaultRaw("now()"),
  version: p.integer().version().default(1),
};
