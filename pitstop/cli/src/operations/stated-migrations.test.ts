import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { costsOf } from "@pitstop/migrator/test/costs";
import { createTemplate, createTestDatabase, startTestServer } from "@pitstop/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Command, planOn, writeEdits } from "../../test/carry-out.ts";
import { copyWorkspace, giveBackCopy, takeCopy } from "../../test/copy-pool.ts";
import type { PlannedStep } from "../plan.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
let template: Awaited<ReturnType<typeof createTemplate>>;

beforeAll(async () => {
  server = await startTestServer();
  const root = takeCopy();
  template = await createTemplate(server.url, (url) => runInCopy(root, url, MIGRATE).then(() => undefined));
  giveBackCopy(root);
});

afterAll(async () => {
  await template.drop();
  await server.stop();
});

const MIGRATE = `
  await orm.migrator.up();
  await orm.em.fork().execute("insert into categories (name) values ('A'), ('B')");
  await orm.em.fork().execute("insert into cars (name, color, category_id) select 'Car ' || i, case when i % 3 > 0 then 'c' || i end, 1 + i % 2 from generate_series(1, 30) i");`;
const DRIFT = `console.log(JSON.stringify(await orm.schema.getUpdateSchemaSQL({ wrap: false })));`;

/** Runs statements with the ORM of a copy of the workspace, in a process of its own. Gives what it printed last. */
async function runInCopy(root: string, url: string, body: string): Promise<string> {
  const script = `
    import { openForMigration } from ${JSON.stringify(join(root, "packages/db/src/migrating.ts"))};
    const orm = await openForMigration(${JSON.stringify(url)}, { without: ["backup", "rehearsal"] });
    try { ${body} } finally { await orm.close(); }`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: join(root, "packages/db"),
    encoding: "utf8",
  });
  return output.trim().split("\n").at(-1) ?? "";
}

const sqlOf = (step: PlannedStep): string =>
  step.kind === "sql"
    ? step.sql
    : `update ${step.backfill.table} set ${step.backfill.set} where ${step.backfill.where}`;

/** Does what a plan says, in a copy and on a database with 30 cars, and gives both. */
async function done(...commands: Command[]) {
  const root = copyWorkspace();
  const database = await createTestDatabase(template.url);
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => undefined); // a test that fails leaves its connection to the server, which ends it
  await client.connect();
  const costs: unknown[] = [];
  for (const command of commands) {
    const plan = planOn(root, command);
    await writeEdits(root, plan);
    const migrations = plan.migrations.map(({ up, ...migration }) => ({
      ...migration,
      statements: up.map(sqlOf),
    }));
    costs.push(...(await costsOf(database.url, migrations)));
  }
  const end = async () => {
    await client.end();
    await database.drop();
  };
  return { client, costs, drift: await runInCopy(root, database.url, DRIFT), end };
}

/** What a plan does to a database, for each kind of plan. */
const changes: [string, Command[]][] = [
  [
    "an attribute that is required by a backfill",
    [
      [
        "attribute:add",
        { domain: "car", attributes: ["price:decimal:12,2!"], backfill: "length(name) * 1.5" },
      ],
    ],
  ],
  [
    "an enum by a backfill, unique text beside it",
    [
      [
        "attribute:add",
        { domain: "car", attributes: ["fuel:enum:it's,say \"x\",a\\\\b!=it's"], backfill: "'it''s'" },
      ],
      [
        "attribute:add",
        { domain: "car", attributes: ["vin:string:20!"], backfill: "'v' || id", unique: true },
      ],
    ],
  ],
  ["another name", [["attribute:rename", { domain: "category", attribute: "description", to: "zebraText" }]]],
  [
    "another name at once",
    [["attribute:rename", { domain: "category", attribute: "description", to: "zebraText", now: true }]],
  ],
  [
    "a nullable attribute that is required",
    [["attribute:change", { domain: "car", attribute: "color", required: true, backfill: "'none'" }]],
  ],
  [
    "a longer text with a default",
    [["attribute:change", { domain: "car", attribute: "color", max: "60", default: "red" }]],
  ],
  ["a shorter text", [["attribute:change", { domain: "car", attribute: "name", max: "60" }]]],
  [
    "a unique name, and then not",
    [
      ["attribute:change", { domain: "car", attribute: "name", unique: true }],
      ["attribute:change", { domain: "car", attribute: "name", unique: false }],
    ],
  ],
  [
    "another type",
    [
      ["attribute:add", { domain: "car", attributes: ["seats:integer=4"], backfill: "5" }],
      ["attribute:change", { domain: "car", attribute: "seats", type: "string:20", noDefault: true }],
    ],
  ],
  [
    "another type at once",
    [
      ["attribute:add", { domain: "car", attributes: ["seats:integer=4"], backfill: "5" }],
      ["attribute:change", { domain: "car", attribute: "seats", type: "decimal:6,2", now: true }],
    ],
  ],
  [
    "other values",
    [
      ["attribute:add", { domain: "car", attributes: ["fuel:enum:petrol,diesel"], backfill: "'petrol'" }],
      ["attribute:change", { domain: "car", attribute: "fuel", values: "petrol,diesel,wood" }],
    ],
  ],
  ["a removal at once", [["attribute:remove", { domain: "category", attribute: "description", now: true }]]],
  [
    "a rename that is purged",
    [
      ["attribute:rename", { domain: "category", attribute: "description", to: "zebraText" }],
      ["purge", {}],
    ],
  ],
  [
    "a required relation by a backfill",
    [["relation:add", { domain: "car", target: "category", name: "second", required: true, backfill: "1" }]],
  ],
  [
    "a relation of one to one by a backfill",
    [
      [
        "relation:add",
        {
          domain: "car",
          target: "category",
          name: "single",
          unique: true,
          backfill: "case when id = 1 then 1 end",
        },
      ],
    ],
  ],
  [
    "a text that becomes a relation, its missing records created",
    [
      [
        "relation:add",
        { domain: "car", target: "category", name: "paint", from: "color", createMissing: true },
      ],
    ],
  ],
  ["another name of a domain", [["domain:rename", { domain: "category", to: "genre" }]]],
];

/** All of them in the long form; otherwise some of those that are quick to plan, a rename among the commands of docs/guides/change-a-schema.md. */
const isLong = process.env.PITSTOP_LONG === "1";
const quick = changes.filter(([, commands]) => commands.every(([name]) => !name.endsWith(":rename")));
const some = quick.filter((_, index) => index % 5 === 0);

test.each(isLong ? changes : some)(
  "%s: the statements of the plan block nobody, and then the database is what the entities say",
  async (_what, commands) => {
    const { drift, costs, client, end } = await done(...commands);
    expect(costs).toEqual([]);
    expect(JSON.parse(drift)).toBe("");
    expect((await client.query("select count(*)::int as count from cars")).rows).toEqual([{ count: 30 }]);
    await end();
  },
);

test.runIf(isLong)(
  "old and new code write a renamed column, each under its own name, and both read the same",
  async () => {
    const { client, end } = await done([
      "attribute:rename",
      { domain: "category", attribute: "description", to: "zebraText" },
    ]);
    await client.query("insert into categories (name, description) values ('old', 'by old code')");
    await client.query("insert into categories (name, zebra_text) values ('new', 'by new code')");
    await client.query("update categories set description = 'changed by old' where name = 'new'");
    await client.query("update categories set zebra_text = 'changed by new' where name = 'old'");
    await client.query("update categories set zebra_text = null where name = 'A'");
    const { rows } = await client.query(
      "select name, description, zebra_text from categories where name in ('old', 'new') order by name",
    );
    expect(rows).toEqual([
      { name: "new", description: "changed by old", zebra_text: "changed by old" },
      { name: "old", description: "changed by new", zebra_text: "changed by new" },
    ]);
    await end();
  },
);

test("older code goes on inserting without a column that is required now", async () => {
  const { client, end } = await done([
    "attribute:add",
    { domain: "car", attributes: ["price:decimal:12,2!"], backfill: "length(name) * 1.5" },
  ]);
  await client.query("insert into cars (name) values ('Saab')");
  expect((await client.query("select price from cars where name = 'Saab'")).rows).toEqual([
    { price: "6.00" },
  ]);
  await end();
});

test("a text that is too long for what it is to become is refused, by old code and new, and never cut", async () => {
  const { client, end } = await done(["attribute:change", { domain: "car", attribute: "name", max: "10" }]);
  await expect(client.query(`insert into cars (name) values (repeat('x', 11))`)).rejects.toThrow(/too long/);
  await client.query(`insert into cars (name) values (repeat('x', 10))`);
  await end();
});
