import { expect, test } from "vitest";
import { testConnection, testServer } from "../../test/server.ts";
import { columnInStep } from "./replace-column.ts";

const server = testServer();

test("a new value that the old type can't hold leaves the old column empty", async () => {
  const client = await testConnection(await server.database());
  await client.query("create table cars (id int primary key, doors int)");
  const [added] = columnInStep({
    table: { schema: undefined, name: "cars" },
    from: "doors",
    to: "doors_as_text",
    definition: "text null",
    forward: "doors::text",
    backward: "case when pg_input_is_valid(doors_as_text, 'int') then doors_as_text::int end",
  });
  for (const { sql } of added?.up.filter((statement) => statement.kind === "sql") ?? [])
    await client.query(sql);
  await client.query("insert into cars (id, doors_as_text) values (1, 'five'), (2, '3')");
  await client.query("insert into cars (id, doors) values (3, 4)");
  await client.query("update cars set doors_as_text = 'two' where id = 3");
  expect((await client.query("select doors, doors_as_text from cars order by id")).rows).toEqual([
    { doors: null, doors_as_text: "five" },
    { doors: 3, doors_as_text: "3" },
    { doors: null, doors_as_text: "two" },
  ]);
});

test("an expression means the same in a session of another zone", async () => {
  const client = await testConnection(await server.database());
  await client.query("create table cars (id int primary key, seen text)");
  const [added] = columnInStep({
    table: { schema: undefined, name: "cars" },
    from: "seen",
    to: "seen_at",
    definition: "timestamptz null",
    forward: "seen::timestamptz",
    backward: "seen_at::text",
  });
  for (const { sql } of added?.up.filter((statement) => statement.kind === "sql") ?? [])
    await client.query(sql);
  await client.query("set timezone = 'America/St_Johns'; set datestyle = 'German'");
  await client.query("insert into cars (id, seen) values (1, '2026-01-31 12:00')");
  await client.query("insert into cars (id, seen_at) values (2, '2026-01-31 12:00Z')");
  await client.query("set timezone = 'UTC'; set datestyle = 'ISO'");
  expect((await client.query("select seen, seen_at::text from cars order by id")).rows).toEqual([
    { seen: "2026-01-31 12:00", seen_at: "2026-01-31 12:00:00+00" },
    { seen: "2026-01-31 12:00:00+00", seen_at: "2026-01-31 12:00:00+00" },
  ]);
});
