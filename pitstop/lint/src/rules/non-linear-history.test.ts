import { verdicts } from "../../test/verdicts.ts";
import rule from "./non-linear-history.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create table cars (id bigint);",
      options: {
        history: {
          name: "Migration2",
          checksum: "b",
          applied: [{ name: "Migration1" }, { name: "Migration3" }],
        },
      },
      table: null,
      says: "Migration3",
      rewrite: "Migration2",
    },
    {
      sql: "select 1; select 2;",
      options: { history: { name: "0002_cars", checksum: "b", applied: [{ name: "0003_owners" }] } },
    },
    {
      sql: "update cars set color = 'red' where id = 1;",
      options: { history: { name: "a", checksum: "b", applied: [{ name: "b" }, { name: "c" }] } },
    },
  ],
  safe: [
    {
      sql: "create table cars (id bigint);",
      options: {
        history: {
          name: "Migration4",
          checksum: "b",
          applied: [{ name: "Migration1" }, { name: "Migration3" }],
        },
      },
    },
    {
      sql: "create table cars (id bigint);",
      options: {
        history: {
          name: "Migration1",
          checksum: "b",
          applied: [{ name: "Migration1" }, { name: "Migration3" }],
        },
      },
    },
    "create table cars (id bigint);",
  ],
});
