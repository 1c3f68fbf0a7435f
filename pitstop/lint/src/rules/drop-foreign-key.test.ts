import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-foreign-key.ts";

verdicts(rule, {
  dangerous: [
    { sql: "alter table cars drop constraint cars_owner_id_fkey;", table: "cars", lock: "ACCESS EXCLUSIVE" },
    {
      sql: "/* given: cars.owner_id bigint constraint owned references owners (id) */ alter table cars drop constraint owned;",
      says: "owners",
      rewrite: 'p."id" = c."owner_id"',
    },
    { sql: "alter table cars drop constraint if exists cars_owner_id_foreign;" },
    { sql: "alter table cars drop constraint fk_cars_owners cascade;" },
  ],
  safe: [
    "alter table cars drop constraint positive;",
    "alter table cars add constraint fk foreign key (o) references owners not valid; alter table cars drop constraint fk;",
    "/* given: cars.price int constraint fk_like check (price > 0) */ alter table cars drop constraint fk_like;",
  ],
});
