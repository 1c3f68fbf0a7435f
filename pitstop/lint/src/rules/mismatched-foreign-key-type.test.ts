import { verdicts } from "../../test/verdicts.ts";
import rule from "./mismatched-foreign-key-type.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* given: owners.id bigint primary key, cars.owner_id int */ alter table cars add constraint fk foreign key (owner_id) references owners (id) not valid;",
      table: "cars",
      says: "integer",
      rewrite: 'add column "owner_id_new" bigint;',
    },
    {
      sql: "/* given: owners.id bigint primary key */ create table cars (owner_id int references owners);",
      says: "bigint",
    },
    {
      sql: "/* given: owners.id uuid primary key */ alter table cars add column owner_id text references owners;",
    },
    {
      sql: "create table owners (id bigserial primary key); create table cars (id bigint, owner_id int, foreign key (owner_id) references owners);",
    },
  ],
  safe: [
    "/* given: owners.id bigint primary key */ create table cars (owner_id bigint references owners);",
    "alter table cars add constraint fk foreign key (owner_id) references owners (id) not valid;",
    "/* given: owners.code text primary key */ create table cars (owner_code varchar(20) references owners);",
    "create table owners (id bigserial primary key); create table cars (owner_id bigint references owners (id));",
  ],
});
