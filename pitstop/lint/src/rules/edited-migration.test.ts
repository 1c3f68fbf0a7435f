import { verdicts } from "../../test/verdicts.ts";
import rule from "./edited-migration.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create table cars (id bigint);",
      options: {
        history: { name: "Migration1", checksum: "b", applied: [{ name: "Migration1", checksum: "a" }] },
      },
      table: null,
      says: "Migration1",
    },
    {
      sql: "select 1; select 2;",
      options: {
        history: {
          name: "Migration1",
          checksum: "b",
          applied: [
            { name: "Migration1", checksum: "a" },
            { name: "Migration2", checksum: "b" },
          ],
        },
      },
    },
    {
      sql: "select 1;",
      options: { history: { name: "m", checksum: "b", applied: [{ name: "m", checksum: "B" }] } },
    },
  ],
  safe: [
    {
      sql: "create table cars (id bigint);",
      options: {
        history: { name: "Migration1", checksum: "b", applied: [{ name: "Migration1", checksum: "b" }] },
      },
    },
    {
      sql: "create table cars (id bigint);",
      options: { history: { name: "Migration1", checksum: "b", applied: [{ name: "Migration1" }] } },
    },
    {
      sql: "create table cars (id bigint);",
      options: {
        history: { name: "Migration2", checksum: "b", applied: [{ name: "Migration1", checksum: "a" }] },
      },
    },
    "create table cars (id bigint);",
  ],
});
