import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { prepareCopy } from "../../test/prepared-copy.ts";

// One copy for all: what a test changed is put back after it.
const isLong = process.env.PITSTOP_LONG === "1";

let copy: PitstopCopy;
beforeAll(async () => {
  copy = await prepareCopy({ isRehearsed: false });
});
afterAll(() => copy.remove());

const entity = "packages/db/src/entities/car.ts";
const types = "packages/types/src/car.ts";
const migrations = "packages/db/src/migrations";
const initial = `${migrations}/Migration20261101000000_initial.ts`;

type Mutation = () => Promise<unknown> | undefined;

/** Exchanges a text of a file as a person does by hand. */
const edit = (path: string, from: string, to: string): Mutation => {
  return () => {
    const text = readFileSync(join(copy.root, path), "utf8");
    expect(text).toContain(from);
    return void writeFileSync(join(copy.root, path), text.replace(from, to));
  };
};

/** Changes the database by hand, and back when the test ends. */
const sql = (statement: string, back: string): Mutation => {
  return () => {
    onTestFinished(async () => void (await copy.query(back)));
    return copy.query(statement);
  };
};

test("a workspace whose layers agree is clean", async () => {
  expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
});

test("what no entity owns is left alone", async () => {
  onTestFinished(async () => {
    await copy.query(
      "drop view car_colors; drop table bolts; drop schema depot cascade; drop function noted cascade; alter table cars drop column wings; comment on table cars is null",
    );
  });
  await copy.query(`create view car_colors as select color from cars; create table bolts (id int);
    create schema depot; create table depot.cars (id text);
    alter table cars add column wings int check (wings between 1 and 3);
    create function noted() returns trigger language plpgsql as 'begin return new; end';
    create trigger noted before update on cars for each row execute function noted();
    comment on table cars is 'driven'`);
  expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
});

// One hand edit per layer and kind of mismatch, and what is said of it: file, line and a word of the finding.
const mismatches: [string, Mutation, RegExp][] = [
  [
    "an attribute in the types alone",
    edit(types, "    name: z", "    doors: z.int(),\n    name: z"),
    /packages\/types\/src\/car\.ts:\d+ .*"doors"/,
  ],
  [
    "an attribute in the entity alone",
    edit(entity, "    name: p", "    doors: p.integer(),\n    name: p"),
    /packages\/db\/src\/entities\/car\.ts:\d+ .*"doors"/,
  ],
  ["another length in the entity", edit(entity, "length(80)", "length(60)"), /car\.ts:\d+ .*name.*(80|60)/],
  [
    "another nullability in the types",
    edit(types, ".max(40)\n      .nullable()", ".max(40)"),
    /car\.ts:\d+ .*color.*(null|required|empty)/i,
  ],
  [
    "another type in the entity",
    edit(entity, "color: p.string().length(40)", "color: p.integer()"),
    /car\.ts:\d+ .*color/,
  ],
  [
    "a router that is not registered",
    edit("packages/api/src/root.ts", "  car: carRouter,\n", ""),
    /packages\/api\/src\/root\.ts:\d+ /,
  ],
  [
    "an API that is not what its contract says",
    edit("packages/api/contract.json", '"maxLength": 80', '"maxLength": 81'),
    /packages\/api\/contract\.json:1 Not that of the routers/,
  ],
  [
    "entities without a migration",
    () => {
      void edit(entity, "length(80)", "length(90)")();
      return edit(types, ".max(80)", ".max(90)")();
    },
    /snapshot\.json:1 .*without a migration/,
  ],
  [
    "an index that people dropped",
    sql("drop index cars_name_id_index", "create index cars_name_id_index on cars (name, id)"),
    /entities\/car\.ts:1 The database differs: The index cars_name_id_index of cars/,
  ],
  [
    "a foreign key without an index",
    sql("drop index cars_category_id_index", "create index cars_category_id_index on cars (category_id)"),
    /entities\/car\.ts:1 The foreign key cars_category_id_foreign has no index/,
  ],
  [
    "a column that people added and that rows can't be inserted without",
    sql(
      "alter table cars add column wings int not null default 0; alter table cars alter column wings drop default",
      "alter table cars drop column wings",
    ),
    /entities\/car\.ts:1 The database differs: .*wings/,
  ],
  [
    "a migration that was edited after it was applied",
    edit(initial, "create table", "create  table"),
    /Migration20261101000000_initial\.ts:1 Edited after being applied/,
  ],
  [
    "a migration that is pending",
    () => {
      const text = `import { Migration } from "@pitstop/migrator";\n\nexport class Migration20261102000000_note extends Migration {\n  override up(): void {\n    this.addSql("comment on table cars is 'x'");\n  }\n}\n`;
      onTestFinished(() => rmSync(join(copy.root, migrations, "Migration20261102000000_note.ts")));
      return void writeFileSync(join(copy.root, migrations, "Migration20261102000000_note.ts"), text);
    },
    /Migration20261102000000_note\.ts:1 Pending/,
  ],
  [
    "a migration whose file is gone",
    () => void rmSync(join(copy.root, initial)),
    /Migration20261101000000_initial\.ts:1 Applied to the database, and the file is gone/,
  ],
];

// What the layers say of each other, findings.test.ts and agreement.test.ts show without a process.
const sample = /^(another length|an API|an index that|a column that|a migration that is pending)/;
test.each(mismatches.filter(([what]) => isLong || sample.test(what)))(
  "%s is found, with its place",
  async (_what, mutate, finding) => {
    const before = copy.tree();
    onTestFinished(() => copy.restore(before));
    await mutate();
    const { status, stdout } = await copy.pitstop("check", "--json");
    const { findings } = JSON.parse(stdout) as { findings: { path: string; line: number; text: string }[] };
    expect(findings.map(({ path, line, text }) => `${path}:${line} ${text}`).join("\n")).toMatch(finding);
    expect(status).toBe(1);
  },
);
