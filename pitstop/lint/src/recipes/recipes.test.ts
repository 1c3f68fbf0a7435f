import { createTemplate, startTestServer } from "@pitstop/postgres";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isLong } from "../../test/long-form.ts";
import { Carrier } from "../../test/recipes/carry-out.ts";
import { names, type Place, replacedStatements } from "../../test/recipes/replaced-statements.ts";
import { rowsOf, schemaOf } from "../../test/recipes/schema-of.ts";
import { connect } from "../../test/server.ts";
import { quoted } from "../quote.ts";
import { quotedTable } from "../table-name.ts";
import type { Recipe } from "./recipe.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
let database: Awaited<ReturnType<typeof createTemplate>>;
let client: Awaited<ReturnType<typeof connect>>;
let onlooker: Awaited<ReturnType<typeof connect>>;
let carrier: Carrier;
let serverMajor: number;

beforeAll(async () => {
  server = await startTestServer();
  database = await createTemplate(server.url, async () => undefined);
  [client, onlooker] = [await connect(database.url), await connect(database.url)];
  carrier = new Carrier(client, onlooker);
  const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major");
  serverMajor = Number(rows[0].major);
});

afterAll(async () => {
  await client.end();
  await onlooker.end();
  await database.drop();
  await server.stop();
});

/** The same table with the same rows in the schema "plain" and in the schema "safe". */
async function places(name: string, column: string, type: string, value: string, rows: number) {
  await client.query(`drop schema if exists "plain", "safe" cascade`);
  const made: Place[] = [];
  for (const schema of ["plain", "safe"]) {
    const at = { table: { schema, name }, owners: { schema, name: "the owners" }, column };
    await client.query(`
      create schema ${quoted(schema)};
      create table ${quotedTable(at.owners)} ("id" integer primary key);
      insert into ${quotedTable(at.owners)} select generate_series(1, 1000);
      create table ${quotedTable(at.table)} ("id" integer not null, "note" text, ${quoted(column)} ${type});
      insert into ${quotedTable(at.table)} select id, nullif('note ' || id, 'note 2'), ${value} from generate_series(1, ${rows}) id`);
    made.push(at);
  }
  const [plain, safe] = made;
  if (!plain || !safe) throw new Error("unreachable");
  return { plain, safe };
}

const state = async ({ table }: Place) => ({
  schema: await schemaOf(client, table.schema ?? ""),
  rows: await rowsOf(client, quotedTable(table)),
});

const said = (recipe: Recipe) =>
  recipe
    .flatMap(({ up }) => up)
    .map((statement) =>
      statement.kind === "backfill"
        ? {}
        : Object.fromEntries(statement.locks.map(({ table, lock }) => [table, lock])),
    );

const columnNames = fc.constantFrom("amount", 'Pr"ice', "Straße.1", "order", "new");

/** All of them in the long form; otherwise all but a few of the changes of type. */
const chosen = replacedStatements.filter(
  ({ what }, index) => isLong || !/becomes (?!required)/.test(what) || index % 5 === 0,
);

it.each(chosen.map((replaced) => [replaced.what, replaced] as const))(
  "%s: as the plain statement would, under the locks that are said, and again at the same cost",
  async (_what, { column, before, plain, recipe }) => {
    await fc.assert(
      fc.asyncProperty(names, columnNames, fc.integer({ min: 0, max: 40 }), async (name, of, rows) => {
        const at = await places(name, of, column.type, column.value, rows);
        for (const each of [at.plain, at.safe]) for (const sql of before(each)) await client.query(sql);
        for (const sql of plain(at.plain)) await client.query(sql);
        const change = recipe(at.safe, serverMajor);

        const first = await carrier.up(change, at.safe.table);
        const after = await state(at.safe);
        expect(after).toEqual(await state(at.plain));
        expect(first.map(({ locks }) => locks)).toEqual(said(change));
        expect(first.flatMap(({ blockingWork }) => blockingWork)).toEqual([]);

        // Down and up again, from each of the migrations on.
        for (const start of isLong ? change.keys() : new Set([0, change.length - 1])) {
          const last = change.slice(start);
          await carrier.down(last, at.safe.table);
          const again = await carrier.up(last, at.safe.table);
          expect(again.flatMap(({ blockingWork }) => blockingWork)).toEqual([]);
          expect((await state(at.safe)).schema).toEqual(after.schema);
        }
      }),
      { numRuns: isLong ? 40 : 1 },
    );
  },
);
