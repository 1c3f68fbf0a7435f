import pg from "pg";
import { expect, test } from "vitest";
import { application } from "../../test/application.ts";
import { testClient } from "../vitest/test-client.ts";
import { runStatement } from "./statement.ts";

const api = testClient(application);

/** A table whose `select *` changes with its columns; its first column is a text of JSON, as statements here have it. */
async function notesTable(name: string) {
  const em = api.orm.em.fork();
  await em.execute(`create table ${name} (note text); insert into ${name} values ('"kept"')`);
  return { em, text: `select * from ${name} where note is distinct from $1::text` };
}

test("PostgreSQL refuses a prepared `select *` once a column was added", async () => {
  const { em, text } = await notesTable("refused_notes");
  const client = new pg.Client({ connectionString: api.orm.config.get("clientUrl") as string }); // set by openDatabase
  await client.connect();
  const prepared = { name: "notes", text, values: ["1"] };
  await client.query(prepared);
  await em.execute(`alter table refused_notes add column more text`);
  await expect(client.query(prepared)).rejects.toMatchObject({ code: "0A000" });
  await client.end();
});

test("such a statement is run once more, so that nobody notices the new column", async () => {
  const { em, text } = await notesTable("notes");
  const read = () => runStatement(em, text, ["1"]);
  expect(await read()).toEqual(["kept"]);
  await em.execute(`alter table notes add column more text`);
  expect(await read()).toEqual(["kept"]);
  await em.execute(`alter table notes drop column more`);
  expect(await read()).toEqual(["kept"]);
});

test("many at once are, on all connections", async () => {
  const { em, text } = await notesTable("busy_notes");
  const readAll = () => Promise.all(Array.from({ length: 30 }, () => runStatement(em, text, ["1"])));
  await readAll();
  await em.execute(`alter table busy_notes add column more text`);
  expect(new Set((await readAll()).flat())).toEqual(new Set(["kept"]));
});

test("a change that the statement cannot survive is an error, not a repetition without end", async () => {
  const { em, text } = await notesTable("dropped_notes");
  expect(await runStatement(em, text, ["1"])).toEqual(["kept"]);
  await em.execute(`drop table dropped_notes`);
  await expect(runStatement(em, text, ["1"])).rejects.toMatchObject({ code: "42P01" });
});

test("more texts than are kept prepared run all the same", async () => {
  const em = api.orm.em.fork();
  for (let number = 0; number < 210; number++) {
    expect(await runStatement(em, `select to_json($1::int + ${number})`, [1])).toEqual([number + 1]);
  }
});

test("a statement inside a transaction takes part in it", async () => {
  const { em, text } = await notesTable("rolled_back_notes");
  const rolledBack = em.transactional(async (transaction) => {
    await runStatement(transaction, `insert into rolled_back_notes values ($1::text) returning note`, [
      `"lost"`,
    ]);
    expect(await runStatement(transaction, text, ["1"])).toEqual(["kept", "lost"]);
    throw new Error("changed my mind");
  });
  await expect(rolledBack).rejects.toThrow("changed my mind");
  expect(await runStatement(em, text, ["1"])).toEqual(["kept"]);
});
