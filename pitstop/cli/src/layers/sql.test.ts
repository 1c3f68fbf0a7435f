import { Configuration } from "@mikro-orm/core";
import { PostgreSqlDriver } from "@mikro-orm/postgresql";
import { expect, test } from "vitest";
import { fillTriggerName, madeName } from "./sql.ts";

const endings = { index: "index", unique: "unique", check: "check", "foreign key": "foreign" } as const;
const kinds = ["index", "unique", "check", "foreign key"] as const;

test("names are those of MikroORM, and PostgreSQL keeps all of each, also of long tables and columns", () => {
  const platform = new Configuration({ driver: PostgreSqlDriver, dbName: "x" }, false).getPlatform();
  const [long, longer] = ["a".repeat(30), "b".repeat(40)];
  for (const table of ["cars", long, longer])
    for (const columns of [["color"], ["color", "id"], [`${longer}_id`], [long, longer]])
      for (const kind of kinds) {
        const name = madeName(kind, table, columns);
        expect(name).toBe(platform.getIndexName(table, columns, endings[kind]));
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
      }
  expect(Buffer.byteLength(fillTriggerName(longer, longer))).toBeLessThanOrEqual(63);
});
