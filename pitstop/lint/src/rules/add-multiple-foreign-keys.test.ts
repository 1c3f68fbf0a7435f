import { verdicts } from "../../test/verdicts.ts";
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
      // Once in a file, however many keys it adds.
      sql: "alter table cars add constraint a foreign key (a) references owners not valid; alter table cars add constraint b foreign key (b) references categories not valid; alter table cars add constraint c foreign key (c) references branches not valid; create table rentals (d bigint references cars);",
    },
    {
      sql: "alter table cars add column a bigint references owners, add column b bigint references categories;",
    },
  ],
  safe: [
    "alter table cars add constraint a foreign key (a) references owners not valid;",
    "create table a (id bigint primary key); create table b (id bigint primary key, a bigint references a); create table c (a bigint references a, b bigint references b); alter table c add constraint d foreign key (b) references b;",
    "create table a (id bigint primary key, b bigint references cars, c bigint references owners); create table d (a bigint references a); create table e (a bigint references a, d bigint references cars);",
    "create table rentals (a bigint references cars, b bigint references owners);",
    "create table owners (id bigint primary key); create table cars (a bigint references owners, b bigint references cars, c bigint references owners);",
    "alter table cars add constraint a foreign key (a) references owners not valid; alter table cars add constraint b foreign key (b) references owners not valid;",
  ],
});
