/** Statements that rewrite, scan, block or fail, each with the rule that has to say so by itself. */
export const blocking: readonly (readonly [rule: string, sql: string])[] = [
  ["set-logged", "ALTER TABLE cars SET UNLOGGED;"],
  ["set-logged", "ALTER TABLE cars SET LOGGED;"],
  ["set-tablespace", "ALTER TABLE cars SET TABLESPACE fast;"],
  ["set-tablespace", "ALTER INDEX cars_color SET TABLESPACE fast;"],
  ["set-tablespace", "ALTER MATERIALIZED VIEW totals SET TABLESPACE fast;"],
  ["set-tablespace", "ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE fast;"],
  ["set-tablespace", "ALTER DATABASE pitstop SET TABLESPACE fast;"],
  ["set-access-method", "ALTER TABLE cars SET ACCESS METHOD columnar;"],
  ["set-access-method", "ALTER MATERIALIZED VIEW totals SET ACCESS METHOD columnar;"],
  ["set-expression", "ALTER TABLE cars ALTER COLUMN total SET EXPRESSION AS (price * 2);"],
  ["change-attribute-type", "ALTER TYPE address ALTER ATTRIBUTE number TYPE bigint CASCADE;"],
  ["change-constraint-enforcement", "/* pg=18 */ ALTER TABLE cars ALTER CONSTRAINT cars_owner ENFORCED;"],
  ["attach-partition-scan", "ALTER TABLE cars ATTACH PARTITION cars_2021 FOR VALUES FROM (2021) TO (2022);"],
  ["attach-partition-scan", "ALTER TABLE cars ATTACH PARTITION rest DEFAULT;"],
  [
    "attach-partition-scan",
    "/* given: create table cars (year int) partition by range (year) */ /* given: create table rest partition of cars default */ CREATE TABLE cars_2021 PARTITION OF cars FOR VALUES FROM (2021) TO (2022);",
  ],
  [
    "attach-partition-scan",
    "/* given: create table cars (year int) partition by range (year) */ /* given: create table rest partition of cars default */ CREATE FOREIGN TABLE cars_2021 PARTITION OF cars FOR VALUES FROM (2021) TO (2022) SERVER archive;",
  ],
  [
    "refused-on-partitioned-table",
    "/* given: create table cars (year int) partition by range (year) */ CREATE INDEX CONCURRENTLY cars_year ON cars (year);",
  ],
  [
    "refused-on-partitioned-table",
    "CREATE TABLE cars (year int) PARTITION BY RANGE (year); CREATE INDEX CONCURRENTLY cars_year ON cars (year);",
  ],
  [
    "refused-on-partitioned-table",
    "/* given: create table cars (year int) partition by range (year) */ /* given: index cars_year on cars (year) */ DROP INDEX CONCURRENTLY cars_year;",
  ],
  [
    "refused-on-partitioned-table",
    "/* given: create table cars (year int) partition by range (year) */ ALTER TABLE cars ADD CONSTRAINT u UNIQUE USING INDEX u;",
  ],
  [
    "refused-on-partitioned-table",
    "/* given: create table rest partition of cars default */ ALTER TABLE cars DETACH PARTITION cars_2020 CONCURRENTLY;",
  ],
  ["drop-index-concurrently-refused", "DROP INDEX CONCURRENTLY a, b;"],
  ["drop-index-concurrently-refused", "DROP INDEX CONCURRENTLY a CASCADE;"],
  ["lock-table", "BEGIN; LOCK TABLE cars IN ACCESS EXCLUSIVE MODE; COMMIT;"],
  ["lock-table", "/* tx */ LOCK cars;"],
  ["lock-table", "/* tx */ LOCK TABLE cars IN SHARE MODE;"],
  ["lock-table", "LOCK TABLE cars IN ACCESS SHARE MODE;"],
  [
    "add-column-constrained-domain",
    "CREATE DOMAIN price AS int CHECK (VALUE > 0); ALTER TABLE cars ADD COLUMN cost price;",
  ],
  [
    "add-column-constrained-domain",
    "/* given: create domain price as int not null */ ALTER TABLE cars ADD COLUMN cost price;",
  ],
  [
    "backfill-in-ddl-transaction",
    "/* tx */ CREATE TABLE archive (LIKE cars); INSERT INTO archive SELECT * FROM cars;",
  ],
  [
    "backfill-in-ddl-transaction",
    "BEGIN; ALTER TABLE cars ADD COLUMN n int; INSERT INTO archive SELECT * FROM cars; COMMIT;",
  ],
  [
    "backfill-in-ddl-transaction",
    "/* tx */ ALTER TABLE cars ADD COLUMN n int; CREATE TABLE colors AS SELECT DISTINCT color FROM cars;",
  ],
  [
    "unbatched-backfill",
    "MERGE INTO cars c USING news n ON c.vin = n.vin WHEN MATCHED THEN UPDATE SET price = n.price;",
  ],
  ["refresh-materialized-view-non-concurrent", "REFRESH MATERIALIZED VIEW totals;"],
  ["refresh-materialized-view-non-concurrent", "REFRESH MATERIALIZED VIEW totals WITH NO DATA;"],
  ["domain-constraint", "ALTER DOMAIN price VALIDATE CONSTRAINT positive;"],
  ["concurrent-in-transaction", "/* tx */ DROP SUBSCRIPTION feed;"],
  ["concurrent-in-transaction", "/* tx */ REINDEX SCHEMA sales;"],
  ["concurrent-in-transaction", "/* tx */ CLUSTER;"],
  ["concurrent-in-transaction", "/* tx */ ALTER DATABASE pitstop SET TABLESPACE fast;"],
];
