/** The safe ways that the table of rules names, row by row; each text is a file that runs by itself. */
export const safeWays: readonly (readonly [rule: string, ...files: string[]])[] = [
  [
    "add-column-volatile-default",
    "alter table cars add column token uuid; alter table cars alter column token set default gen_random_uuid();",
    "update cars set token = gen_random_uuid() where id > 0 and id <= 1000 and token is null;",
  ],
  [
    "add-column-default",
    "/* pg=10 */ alter table cars add column n int; alter table cars alter column n set default 10;",
  ],
  [
    "add-column-required",
    "alter table cars add column n int;",
    "update cars set n = 1 where id in (select id from cars where n is null limit 1000);",
    "alter table cars add constraint n_required check (n is not null) not valid;",
    "alter table cars validate constraint n_required; alter table cars alter column n set not null; alter table cars drop constraint n_required;",
    "alter table cars add column m int not null default 0;",
  ],
  ["add-column-required-drop-default", "alter table cars add column n int not null default 1;"],
  [
    "add-column-generated-stored",
    "alter table cars add column total numeric; create function cars_total() returns trigger language plpgsql as $$ begin new.total := new.price; return new; end $$; create trigger cars_total before insert or update on cars for each row execute function cars_total();",
  ],
  [
    "add-column-auto-increment",
    "alter table cars add column n bigint; create sequence cars_n_seq owned by cars.n; alter table cars alter column n set default nextval('cars_n_seq');",
  ],
  ["add-column-json", "alter table cars add column details jsonb;"],
  [
    "add-column-inline-fk",
    "alter table cars add column owner_id bigint;",
    "alter table cars add constraint cars_owner foreign key (owner_id) references owners (id) not valid;",
    "alter table cars validate constraint cars_owner;",
  ],
  [
    "add-column-inline-unique",
    "alter table cars add column code text;",
    "create unique index concurrently cars_code on cars (code);",
    "alter table cars add constraint cars_code unique using index cars_code;",
  ],
  [
    "add-column-inline-check",
    "alter table cars add column q int; alter table cars add constraint q_positive check (q > 0) not valid;",
    "alter table cars validate constraint q_positive;",
  ],
  [
    "add-column-enum-as-text",
    "alter table cars add column color text; alter table cars add constraint known_color check (color in ('red', 'blue')) not valid;",
  ],
  [
    "set-not-null",
    "alter table cars add constraint vin_required check (vin is not null) not valid;",
    "alter table cars validate constraint vin_required;",
    "/* given: cars.vin text check (vin is not null) */ alter table cars alter column vin set not null; alter table cars drop constraint cars_vin_check;",
  ],
  [
    "change-column-type",
    "alter table cars add column price_new bigint;",
    "update cars set price_new = price where id between 1 and 1000;",
  ],
  [
    "change-type-with-check",
    "/* given: cars.name varchar(20) check (name <> '') */ alter table cars drop constraint cars_name_check; alter table cars alter column name type text; alter table cars add constraint cars_name_check check (name <> '') not valid;",
    "alter table cars validate constraint cars_name_check;",
  ],
  [
    "change-type-indexed",
    "alter table cars add column name_new citext;",
    "create index concurrently cars_name_new on cars (name_new);",
  ],
  [
    "add-unique-constraint",
    "create unique index concurrently cars_vin on cars (vin);",
    "alter table cars add constraint cars_vin unique using index cars_vin;",
  ],
  [
    "add-primary-key",
    "create unique index concurrently cars_pkey on cars (id);",
    "alter table cars add constraint c check (id is not null) not valid;",
    "alter table cars validate constraint c; alter table cars alter column id set not null; alter table cars drop constraint c;",
    "alter table cars add constraint cars_pkey primary key using index cars_pkey;",
  ],
  [
    "add-exclusion-constraint",
    "create table rentals_new (like rentals including all); alter table rentals_new add constraint no_overlap exclude using gist (during with &&);",
    "insert into rentals_new select * from rentals where id between 1 and 1000;",
  ],
  [
    "add-foreign-key-validated",
    "alter table cars add constraint fk foreign key (owner_id) references owners (id) not valid;",
    "alter table cars validate constraint fk;",
  ],
  [
    "add-check-validated",
    "alter table cars add constraint positive check (price > 0) not valid;",
    "alter table cars validate constraint positive;",
  ],
  [
    "validate-in-same-transaction",
    "/* tx */ alter table cars add constraint c check (price > 0) not valid;",
    "/* tx */ alter table cars validate constraint c;",
    "alter table cars add constraint c check (price > 0) not valid; alter table cars validate constraint c;",
  ],
  ["create-index-non-concurrent", "create index concurrently cars_color on cars (color);"],
  ["drop-index-non-concurrent", "drop index concurrently cars_color;"],
  ["reindex-non-concurrent", "reindex table concurrently cars;", "reindex schema concurrently sales;"],
  ["concurrent-in-transaction", "create index concurrently if not exists cars_color on cars (color);"],
  [
    "index-after-alter-in-tx",
    "/* tx */ alter table cars add column color text;",
    "create index concurrently cars_color on cars (color);",
  ],
  [
    "unique-index-data-dependent",
    "select vin, count(*) from cars group by vin having count(*) > 1; create unique index concurrently cars_vin on cars (vin);",
  ],
  ["index-corruption", "/* pg=14.5 */ create index concurrently cars_color on cars (color);"],
  ["index-more-than-3-columns", "create index concurrently cars_three on cars (a, b, c);"],
  ["hash-index", "create index concurrently cars_vin on cars using btree (vin);"],
  ["detach-partition-non-concurrent", "alter table cars detach partition cars_2020 concurrently;"],
  [
    "rename-column",
    "alter table cars add column paint text;",
    "begin; alter table cars rename to cars_data; alter table cars_data rename column color to paint; create view cars as select *, paint as color from cars_data; commit;",
  ],
  [
    "rename-table",
    "begin; alter table cars rename to vehicles; create view cars as select * from vehicles; commit;",
  ],
  ["rename-schema", "create schema trade;"],
  ["rename-enum-value", "alter type mood add value 'fine' after 'good';"],
  [
    "drop-column",
    "-- pitstop:allow drop-column no release reads it since 2.4\nalter table cars drop column color;",
  ],
  ["drop-table", "-- pitstop:allow drop-table no release uses it since 2.4\ndrop table cars;"],
  [
    "truncate-cascade",
    "-- pitstop:allow truncate-table both caches fill themselves\ntruncate cars, rentals;",
  ],
  ["create-table-force", "create table if not exists cars (id bigint);"],
  [
    "drop-foreign-key",
    "-- pitstop:allow drop-foreign-key owners move to another database\nalter table cars drop constraint cars_owner_id_fkey;",
  ],
  [
    "add-multiple-foreign-keys",
    "alter table cars add constraint a foreign key (a) references owners not valid;",
  ],
  [
    "mismatched-foreign-key-type",
    "/* given: owners.id bigint, cars.owner_id bigint */ alter table cars add constraint fk foreign key (owner_id) references owners (id) not valid;",
  ],
  [
    "backfill-in-ddl-transaction",
    "/* tx */ alter table cars add column color text;",
    "update cars set color = 'red' where id > 0 and id <= 1000;",
  ],
  ["unbatched-backfill", "update cars set color = 'red' where id > 0 and id <= 1000;"],
  [
    "require-lock-timeout",
    "set lock_timeout = '50ms'; set statement_timeout = '5s'; alter table cars add column color text;",
  ],
  [
    "not-rerunnable",
    "alter table cars add column if not exists color text; create index concurrently if not exists i on cars (color);",
  ],
  ["uncommitted-transaction", "begin; alter table cars add column color text; commit;"],
  [
    "transaction-nesting",
    "begin; savepoint a; alter table cars add column color text; release savepoint a; commit;",
  ],
  ["vacuum-full-or-cluster", "vacuum (analyze) cars;"],
  [
    "domain-constraint",
    "create domain price as int;",
    "alter table cars add constraint price_positive check (price > 0) not valid;",
  ],
  ["enum-value-without-order", "alter type mood add value if not exists 'fine' before 'bad';"],
  ["identifier-too-long", "create index concurrently cars_color on cars (color);"],
  ["duplicate-column-assignment", "update cars set a = 2 where id = 1;"],
];
