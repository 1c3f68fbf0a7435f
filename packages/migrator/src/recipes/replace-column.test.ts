import { expect, test } from "vitest";
import { testConnection, testServer } from "../testing.ts";
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
