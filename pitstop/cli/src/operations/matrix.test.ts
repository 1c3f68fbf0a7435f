import { expect, test } from "vitest";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";
import { type TypeName, typedAttributes, typeNames } from "../../test/typed-attributes.ts";
import { attributeTypes } from "../attribute-types/index.ts";

const isLong = process.env.PITSTOP_LONG === "1";

/** Everything that ends a text somewhere: in SQL, in TypeScript, in a template, in a comment. */
const STRANGE = 'it\'s a "text" \\ `x` \u0024{y} */ $$ 🚗';

/** A default of each attribute type, and an expression that gives every row a value of its own. */
const kinds: Readonly<Record<TypeName, { readonly standard: string; readonly expression: string }>> = {
  string: { standard: STRANGE, expression: "'s' || id" },
  text: { standard: `two\nlines: ${STRANGE}`, expression: "'t' || id" },
  integer: { standard: "3", expression: "id::int" },
  bigint: { standard: "7", expression: "id" },
  decimal: { standard: "0", expression: "id * 1.5" },
  float: { standard: "1.5", expression: "id / 4.0" },
  boolean: { standard: "true", expression: "id % 2 = 0" },
  date: { standard: "2026-01-31", expression: "date '2026-01-01' + id::int" },
  datetime: {
    standard: "2026-01-31T12:00:00.000Z",
    expression: "timestamptz '2026-01-01' + id * interval '1 hour'",
  },
  duration: { standard: "PT1H30M", expression: "id * interval '1 minute'" },
  uuid: {
    standard: "0b0e5a1c-9d3f-4c57-8a35-1f6f0c4a2b11",
    // Of version 4, as inputs have to be.
    expression: "overlay(overlay(md5(id::text) placing '4' from 13) placing '8' from 17)::uuid",
  },
  json: { standard: "{}", expression: "jsonb_build_object('id', id)" },
  enum: { standard: "red", expression: "'green'" },
  email: { standard: "info@example.org", expression: "'a' || id || '@example.org'" },
  url: { standard: "https://example.org", expression: "'https://example.org/' || id" },
};

const named = typeNames.map((name) => ({ name, words: typedAttributes[name], ...kinds[name] }));

/** Runs an operation, whose own tests go through the typed client, and looks at the workspace and the rows after it. */
async function expectDone(copy: PitstopCopy, ...words: string[]): Promise<void> {
  const done = await copy.pitstop(...words, "--yes");
  expect(`${words.join(" ")}: ${done.status} ${done.status === 0 ? "" : done.stderr}`).toBe(
    `${words.join(" ")}: 0 `,
  );
  expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
  expect(await copy.query(ROWS)).toEqual([{ rows: "20" }]);
}

/** The rows of the table, wherever it stands by now. */
const ROWS = `select coalesce(
  (xpath('//c/text()', query_to_xml(format('select count(*) as c from %s', coalesce(
    to_regclass('public.gauges'), to_regclass('pitstop.gauges_archive'))), false, true, '')))[1]::text, 'none') as rows`;

/** A domain with an attribute of every type, and 20 rows. */
async function gauges(): Promise<PitstopCopy> {
  const copy = await testCopy({ isRehearsed: false });
  const attributes = named.map(({ name, words }) => `${name}Value:${words}`);
  // Reserved in SQL, in TypeScript or in both.
  attributes.push("order:integer", "select:string:20", "end:date", "default:boolean", "class:enum:new,old");
  // The attributes that are added to it then run its tests in the ordinary form too.
  const untested = isLong ? [] : ["--without", "tests"];
  const words = ["domain:create", "gauge", "title:string:80!", ...attributes, ...untested];
  const created = await copy.pitstop(...words);
  expect(created).toMatchObject({ status: 0 });
  await copy.query("insert into gauges (title) select 'Gauge ' || i from generate_series(1, 20) i");
  return copy;
}

test("the table below names every attribute type", () => {
  expect(new Set(Object.keys(kinds))).toEqual(new Set(attributeTypes.keys()));
});

test("attributes of every type come with a domain, and more of every type with defaults, in every layer", async () => {
  const copy = await gauges();
  const attributes = named.map(({ name, words, standard }) => `standard${name}:${words}!=${standard}`);
  await expectDone(copy, "attribute:add", "gauge", ...attributes);
  const [row] = await copy.query("select * from gauges limit 1");
  expect(row).toMatchObject({
    standardinteger: 3,
    standardboolean: true,
    standardenum: "red",
    standardstring: STRANGE,
    standardtext: `two\nlines: ${STRANGE}`,
    integer_value: null,
  });
});

// Added, changed, renamed, removed and purged, each with its migrations on the rows that are there: a minute and a half
// for each. Otherwise the commands of the guide to changing a schema, which a test runs, are the sample.
test.runIf(isLong).each(named)(
  "an attribute of type $name lives from add to purge, and no row is lost",
  async (kind) => {
    const copy = await gauges();
    const type = attributeTypes.get(kind.name);
    const isUnique = kind.name !== "json" && kind.name !== "boolean" && kind.name !== "enum";
    await expectDone(
      copy,
      ...["attribute:add", "gauge", `life:${kind.words}!`, "--backfill", kind.expression],
      ...(isUnique ? ["--unique"] : []),
    );
    const filled = await copy.query("select id, life::text from gauges order by id");
    await expectDone(copy, "attribute:change", "gauge", "life", "--label", "Span");
    expect(await copy.pitstop("attribute:rename", "gauge", "life", "span")).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("pitstop purge gauge life"),
    });
    await expectDone(copy, "purge");
    await expectDone(copy, "attribute:change", "gauge", "life", "--no-required");
    if (type?.knows.includes("length"))
      await expectDone(copy, "attribute:change", "gauge", "life", "--max", "200");
    await expectDone(copy, "attribute:rename", "gauge", "life", "span");
    expect(await copy.query("select id, span::text as life from gauges order by id")).toEqual(filled);
    await expectDone(copy, "attribute:remove", "gauge", "span");
    expect(await copy.query("select id, span::text as life from gauges order by id")).toEqual(filled);
    await expectDone(copy, "purge");
    const columns = await copy.query(
      "select 1 from information_schema.columns where table_name = 'gauges' and column_name in ('life', 'span')",
    );
    expect(columns).toEqual([]);
  },
);

test.runIf(isLong)(
  "a domain lives from create to purge, with a relation, and its rows are archived",
  async () => {
    const copy = await gauges();
    await expectDone(copy, "relation:add", "gauge", "category", "--name", "shelf");
    await copy.query("update gauges set shelf_id = 1 + id % 3");
    const refused = await copy.pitstop("domain:remove", "category", "--yes");
    expect(refused.status).toBe(3);
    expect(refused.stderr).toContain("shelf");
    await expectDone(copy, "relation:remove", "gauge", "shelf");
    const removed = await copy.pitstop("domain:remove", "gauge", "--yes");
    expect(removed).toMatchObject({ status: 0 });
    await expectDone(copy, "purge");
    expect(await copy.query("select count(*)::int as rows from pitstop.gauges_archive")).toEqual([
      { rows: 20 },
    ]);
  },
);
