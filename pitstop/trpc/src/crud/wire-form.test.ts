import { expect, test } from "vitest";
import { application } from "../../test/application.ts";
import { testClient } from "../vitest/test-client.ts";
import { runStatement } from "./statement.ts";
import type { Column } from "./table.ts";
import { answeredOf, answeredSql, readSql } from "./wire-form.ts";

const api = testClient(application);

const columns = {
  moment: { type: "timestamptz", kind: "datetime" },
  day: { type: "date", kind: "date" },
  "moment of older code": { type: "timestamptz", kind: "text" },
  "whole number": { type: "bigint", kind: "number" },
} as const;

/** Values as SQL writes them, and what answers carry of them. */
const values: [keyof typeof columns, string, unknown][] = [
  ["moment", "2026-01-31 12:00:00Z", "2026-01-31T12:00:00.000Z"],
  ["moment", "2026-01-31 12:00:00.5Z", "2026-01-31T12:00:00.500Z"],
  ["moment", "2026-01-31 12:00:00.123999Z", "2026-01-31T12:00:00.123Z"],
  ["moment", "2026-01-31 23:30:00-02", "2026-02-01T01:30:00.000Z"],
  ["moment", "0001-01-01 00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ["moment", "9999-12-31 23:59:59.999999Z", "9999-12-31T23:59:59.999Z"],
  ["moment", "12024-01-31 12:00:00.1Z", "+012024-01-31T12:00:00.100Z"],
  ["moment", "294276-12-31 23:59:59Z", "+294276-12-31T23:59:59.000Z"],
  ["moment", "0001-12-31 12:00:00Z BC", "0000-12-31T12:00:00.000Z"],
  ["moment", "0044-03-15 12:00:00.25Z BC", "-000043-03-15T12:00:00.250Z"],
  ["moment", "4713-01-01 00:00:00Z BC", "-004712-01-01T00:00:00.000Z"],
  ["moment", "infinity", "infinity"],
  ["moment", "-infinity", "-infinity"],
  ["moment of older code", "0044-03-15 12:00:00Z BC", "-000043-03-15T12:00:00.000Z"],
  ["day", "2026-01-31", "2026-01-31"],
  ["day", "0001-01-01", "0001-01-01"],
  ["day", "12024-01-31", "+012024-01-31"],
  ["day", "5874897-12-31", "+5874897-12-31"],
  ["day", "0001-12-31 BC", "0000-12-31"],
  ["day", "0044-03-15 BC", "-000043-03-15"],
  ["day", "infinity", "infinity"],
  ["day", "-infinity", "-infinity"],
  ["whole number", "17", 17],
  ["whole number", "9007199254740991", 9007199254740991],
  ["whole number", "9007199254740992", "9007199254740992"],
  ["whole number", "-9007199254740992", "-9007199254740992"],
  ["whole number", "1000000000000000000", "1000000000000000000"],
  ["whole number", "9007199254740993", "9007199254740993"],
  ["whole number", "-9223372036854775808", "-9223372036854775808"],
];

test.each(values)(
  "a %s of %s is answered as %j, and logged in the same form",
  async (name, stored, answer) => {
    const column: Column = { name: "value", sql: "value", nullable: true, ...columns[name] };
    const source = `(select $1::${column.type} as value) t`;
    const read = async (sql: string) => {
      const text = `select json_build_array(${sql})::text from ${source}`;
      const [row] = await runStatement<[unknown]>(api.orm.em.fork(), text, [stored]);
      return row?.[0];
    };
    expect(answeredOf(column)?.(await read(readSql(column, "t")))).toBe(answer);
    expect(await read(answeredSql(column, "t"))).toBe(answer);
  },
);
