import { expect, it } from "vitest";
import { project } from "../test/command/project.ts";

// Each file relies on what others leave behind, or must not leave anything behind.
const files = {
  "1_init.sql":
    "create table cars (id bigint primary key, name varchar(20), color text); create index i on cars (name);",
  "2_given.sql":
    "/* given: owners.name varchar(20) */ alter table owners alter column name type varchar(50);",
  "3_owners.sql": "alter table owners alter column name type varchar(60); drop index i;",
  "4_rollback.sql": "begin; create table ghosts (id int); rollback;",
  "5_ghosts.sql": "alter table ghosts add column name text not null;",
  "6_version.sql": "/* pg=10 */ alter table cars add column price int default 0;",
  "7_default.sql": "alter table cars add column amount int default 0;",
  "8_timeout.sql": "set lock_timeout = '1s'; set statement_timeout = '1s'; set timezone = 'UTC';",
  "9_lock.sql": "alter table cars drop column color; create table cars_copy as select * from cars;",
  "10_broken.sql": "alter tabel cars;",
  "11_enum.sql": "create type state as enum ('new'); alter type state add value 'old';",
  "12_use.sql": "alter type state add value 'sold'; alter table cars rename to vehicles;",
  "13_renamed.sql": "alter table vehicles alter column name type varchar(10);",
};

it("a file gets the same findings alone as together with the files before it", async () => {
  const { lint } = project(files);
  const linted = async (...words: string[]) => {
    const { stdout } = await lint(...words, "--json", "--style");
    return JSON.parse(stdout).files;
  };
  const together = await linted(".");
  expect(together).toHaveLength(Object.keys(files).length - 1);
  const alone = await Promise.all(Object.keys(files).map((file) => linted(file)));
  expect(alone.flat()).toEqual(together);
  expect(together.flatMap(({ findings }: { findings: object[] }) => findings).length).toBeGreaterThan(8);
});
