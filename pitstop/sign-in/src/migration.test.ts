import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { testDatabase } from "@app/db/testing";
import { expect, test } from "vitest";
import { signInMigration } from "./migration.ts";

test("the application's migration is the one that this package states", () => {
  const [file = ""] = globSync("../../packages/db/src/migrations/*_sign_in.ts", {
    cwd: join(import.meta.dirname, ".."),
  });
  const path = join(import.meta.dirname, "..", file);
  expect(readFileSync(path, "utf8")).toBe(signInMigration(basename(path, ".ts")));
});

test("its tables are in a schema of their own, and are no part of what the entities describe", async () => {
  const { orm } = await testDatabase();
  const tables = await orm.em
    .fork()
    .execute<{ name: string }[]>(
      "select tablename as name from pg_tables where schemaname = 'auth' order by 1",
    );
  expect(tables.map(({ name }) => name)).toEqual([
    "accounts",
    "api_keys",
    "attempts",
    "sessions",
    "users",
    "verifications",
  ]);
  expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe("");
});
