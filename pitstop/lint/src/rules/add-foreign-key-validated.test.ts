import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-foreign-key-validated.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add constraint fk foreign key (owner_id) references owners (id);",
      table: "cars",
      lock: "SHARE ROW EXCLUSIVE",
      says: "owners",
      rewrite: "not valid",
    },
    {
      sql: "alter table cars add foreign key (owner_id) references owners on delete set null;",
      rewrite: "on delete set null",
    },
    { sql: "alter table sales.cars add constraint fk foreign key (a, b) references sales.owners (a, b);" },
    {
      sql: "/* pg=17 */ /* given: create table cars (year int, owner_id int) partition by range (year) */ alter table cars add foreign key (owner_id) references owners on delete cascade;",
      rewrite:
        '-- alter table <partition> add constraint "cars_owner_id_fkey" foreign key (owner_id) references owners on delete cascade not valid;',
    },
    {
      sql: "/* pg=18 */ /* given: create table cars (year int, owner_id int) partition by range (year) */ alter table cars add foreign key (owner_id) references owners;",
      rewrite: "references owners not valid;",
    },
  ],
  safe: [
    "alter table cars add constraint fk foreign key (owner_id) references owners (id) not valid;",
    "create table cars (owner_id bigint); alter table cars add foreign key (owner_id) references owners;",
    "alter table cars validate constraint fk;",
  ],
});
