import { verdicts } from "../testing.ts";
import rule from "./add-multiple-foreign-keys.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add constraint a foreign key (a) references owners not valid; alter table cars add constraint b foreign key (b) references categories not valid;",
      table: "cars",
      lock: "SHARE ROW EXCLUSIVE",
      says: "categories",
      rewrite: "not valid",
    },
    {
      sql: "alter table cars add constraint a foreign key (a) references owners, add constraint b foreign key (b) references categories;",
    },
    {
      sql: "create table rentals (a bigint references cars, b bigint references owners, c bigint references branches);",
    },
    {
      sql: "alter table cars add column a bigint references owners, add column b bigint references categories;",
    },
  ],
  safe: [
    "alter table cars add constraint a foreign key (a) references owners not valid;",
    "create table rentals (a bigint references cars, b bigint references owners);",
    "create table owners (id bigint primary key); create table cars (a bigint references owners, b bigint references cars, c bigint references owners);",
    "alter table cars add constraint a foreign key (a) references owners not valid; alter table cars add constraint b foreign key (b) references owners not valid;",
  ],
});
