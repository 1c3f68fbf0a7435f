import { bigint, decimal, Json } from "@pitstop/domain";
import { createTestDatabase, startTestServer } from "@pitstop/postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { applied, planOf } from "../../test/workspace.ts";
import { textOf } from "../edit/source.ts";
import { operations } from "../operations/index.ts";
import type { SchemaPlace } from "../plan.ts";
import { readDomain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { rowsFound } from "./count-rows.ts";
import { rowText } from "./row-texts.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  database = await createTestDatabase(server.url);
  client = new pg.Client({ connectionString: database.url, options: "-c timezone=UTC -c datestyle=ISO" });
  await client.connect();
  await client.query(`
    create table categories (id bigint primary key, name text);
    insert into categories values (1, 'Sport'), (2, 'Family');
    create table cars (id bigint primary key, name varchar(80) not null, color varchar(40), category_id bigint,
      price numeric(12,4), weight float8, seats int, sold_on date, sold_at timestamptz(3), fuel text, site varchar(200));
    insert into cars select i, 'Car ' || i, case when i % 2 = 0 then 'red' end, 1 + i % 2, i + 0.125, i + 0.5, i,
      date '2026-01-01' + i, timestamptz '2026-01-01 00:00:00Z' + i * interval '1 hour', 'petrol',
      case i when 1 then 'n/a' when 2 then 'https://example.org' else null end from generate_series(1, 10) i`);
});

afterAll(async () => {
  await client.end();
  await database.drop();
  await server.stop();
});

/** The example's cars with an attribute for each column. */
const withAttributes = applied(
  planOf(operation("attribute:add"), {
    domain: "car",
    attributes: [
      ...["price:decimal:12,4", "weight:float", "seats:integer", "soldOn:date", "soldAt:datetime"],
      ...["fuel:enum:petrol,diesel", "site:string:200"],
    ],
  }),
);

function operation(name: string) {
  const found = operations.get(name);
  if (!found) throw new Error(name);
  return found;
}

/** The schema as the edited file has it. */
function schemaIn(on: Workspace, { attribute, path }: SchemaPlace): z.ZodType {
  const { types } = readDomain(on, path.includes("category") ? "category" : "car");
  const property = types.attributes.find(({ name }) => name === attribute);
  const text = property ? textOf(types.source, property.value) : "";
  return new Function("z", "bigint", "decimal", "Json", `return ${text}`)(
    z,
    bigint,
    decimal,
    Json,
  ) as z.ZodType;
}

/** What a plan finds: the sentences, up to the one that stops it, which is marked. */
async function found(name: string, args: Record<string, unknown>, on = withAttributes): Promise<string[]> {
  const plan = planOf(operation(name), { domain: "car", ...args }, on);
  const after = applied(plan, on);
  const texts: string[] = [];
  for (const query of plan.rowsAtRisk) {
    const rows = await rowsFound(client, query, query.schema && schemaIn(after, query.schema));
    if (rows.rows === 0) continue;
    const text = rowText({ query, ...rows });
    if (query.refuses) return [...texts, `${text} ${query.refuses.hint}`];
    texts.push(text);
  }
  return texts;
}

const change = (attribute: string, args: Record<string, unknown>) =>
  found("attribute:change", { attribute, ...args });
const add = (word: string, args: Record<string, unknown>) =>
  found("attribute:add", { attributes: [word], ...args });
const relate = (args: Record<string, unknown>) => found("relation:add", { target: "category", ...args });

describe("a change of type counts what it would round or refuse", () => {
  test.each([
    [
      "price",
      { type: "decimal:12,2" },
      `10 cars have a value in "price" that a decimal:12,2 would change: 1.1250 → 1.13 (id 1), 2.1250 → 2.13 (id 2), 3.1250 → 3.13 (id 3), … Say how they convert: --using "round(price, 2)".`,
    ],
    [
      "price",
      { type: "decimal:4,4" },
      `10 cars have a value in "price" that isn't a decimal:4,4: 1.1250 (id 1), 2.1250 (id 2), 3.1250 (id 3), … Change these values first, or say how they convert: --using "round(price, 4)".`,
    ],
    [
      "weight",
      { type: "integer" },
      `10 cars have a value in "weight" that isn't an integer: 1.5 (id 1), 2.5 (id 2), 3.5 (id 3), … Change these values first, or say how they convert: --using "round(weight::numeric)".`,
    ],
    [
      "color", // every second car has none, which every type takes
      { type: "integer" },
      `5 cars have a value in "color" that isn't an integer: red (id 2), red (id 4), red (id 6), … Change these values first, or say how they convert: --using "case when color ~ '^-?\\d+$' then color::int end".`,
    ],
    [
      "soldAt",
      { type: "date" },
      `10 cars have a value in "soldAt" that a date would change: 2026-01-01T01:00:00.000Z → 2026-01-01 (id 1), 2026-01-01T02:00:00.000Z → 2026-01-01 (id 2), 2026-01-01T03:00:00.000Z → 2026-01-01 (id 3), … Say how they convert: --using "(sold_at at time zone 'UTC')::date".`,
    ],
    [
      "name",
      { type: "string:5" },
      `1 car has more than 5 characters in "name": Car 10 (id 10) Change these values first, or say how they convert: --using "left(name, 5)".`,
    ],
    [
      "site",
      { type: "url" },
      `1 car has a value in "site" that isn't a url of up to 2000 characters: n/a (id 1) Change these values first.`,
    ],
    [
      "color",
      { type: "enum:green,blue" },
      `5 cars have a value in "color" that isn't an enum of green, blue: red (id 2), red (id 4), red (id 6), … Change these values first.`,
    ],
  ])("%s with %j", async (attribute, args, sentence) => {
    expect(await change(attribute, args)).toEqual([sentence]);
  });

  test.each([
    ["price", { type: "decimal:14,4" }],
    ["seats", { type: "bigint", max: "10" }],
    ["seats", { type: "decimal:12,2" }],
    ["seats", { type: "string:10" }],
    ["soldOn", { type: "datetime" }],
    ["soldOn", { type: "string" }],
    ["fuel", { type: "string:40" }],
    ["site", { max: "100" }],
  ])("nothing for %s with %j", async (attribute, args) => {
    expect(await change(attribute, args)).toEqual([]);
  });
});

describe("--using", () => {
  test("shows what becomes of the values, and goes on", async () => {
    expect(await change("price", { type: "decimal:12,2", using: "round(price, 2)" })).toEqual([
      `10 cars get another value in "price": 1.1250 → 1.13 (id 1), 2.1250 → 2.13 (id 2), 3.1250 → 3.13 (id 3), …`,
    ]);
    expect(await change("weight", { type: "integer", using: "floor(weight)" })).toHaveLength(1);
    expect(
      await change("soldAt", { type: "date", using: "(sold_at at time zone 'UTC')::date" }),
    ).toHaveLength(1);
  });

  test("is refused if what it gives doesn't fit, or is rounded once more", async () => {
    expect(await change("price", { type: "decimal:12,2", using: "price" })).toEqual([
      expect.stringContaining(
        "10 cars have a value from --using that a decimal:12,2 would change: 1.1250 → 1.13 (id 1)",
      ),
    ]);
    expect(await change("weight", { type: "integer", using: "weight || ' kg'" })).toEqual([
      expect.stringContaining(`10 cars have a value from --using that isn't an integer: 1.5 kg (id 1)`),
    ]);
    expect(await change("weight", { type: "integer", required: true, using: "null::int" })).toEqual([
      expect.stringContaining("10 cars have no value from --using: id 1, id 2, id 3, …"),
    ]);
  });

  test("is refused if older clients would read another value, except where none run", async () => {
    expect(await change("price", { type: "bigint", using: "round(price * 100)" })).toEqual([
      expect.stringMatching(
        /^10 cars get a value from --using that older clients would read as another value: 113 → 113.0000 \(id 1\)/,
      ),
    ]);
    expect(await change("price", { type: "bigint", using: "round(price * 100)", now: true })).toEqual([
      expect.stringMatching(/^10 cars get another value/),
    ]);
  });

  test("that can't be computed is refused with what the database says", async () => {
    await expect(change("price", { type: "decimal:12,2", using: "round(prize, 2)" })).rejects.toThrow(
      `--using "round(prize, 2)" fails on the rows of the development database: column "prize" does not exist.`,
    );
  });
});

describe("a new rule counts the rows that it meets, whatever the type", () => {
  test.each([
    [
      "seats",
      { max: "8" },
      `2 cars have a value in "seats" that isn't an integer of at most 8: 9 (id 9), 10 (id 10) Change these values first.`,
    ],
    [
      "seats",
      { min: "2" },
      `1 car has a value in "seats" that isn't an integer of at least 2: 1 (id 1) Change these values first.`,
    ],
    [
      "price",
      { max: "9" },
      `2 cars have a value in "price" that isn't a decimal:12,4 of at most 9: 9.1250 (id 9), 10.1250 (id 10) Change these values first.`,
    ],
    [
      "name",
      { pattern: "^Car \\d$" },
      `1 car has a value in "name" that isn't a string of 1 to 80 characters like /^Car \\d$/: Car 10 (id 10) Change these values first.`,
    ],
    [
      "name",
      { min: "6" },
      `9 cars have a value in "name" that isn't a string of 6 to 80 characters: Car 1 (id 1), Car 2 (id 2), Car 3 (id 3), … Change these values first.`,
    ],
    [
      "fuel",
      { values: "diesel,electric" },
      `10 cars have a value in "fuel" that isn't an enum of diesel, electric: petrol (id 1), petrol (id 2), petrol (id 3), … Change these values first.`,
    ],
    [
      "color",
      { required: true },
      `5 cars have no value in "color": id 1, id 3, id 5, … Say what they get: --backfill <expression>.`,
    ],
    [
      "color",
      { unique: true },
      `1 value in "color" is in more than one row: red (id 2) Make them differ first.`,
    ],
    [
      "color",
      { required: true, backfill: "''" },
      `5 cars have a value from --backfill that isn't a string of 1 to 40 characters:  (id 1),  (id 3),  (id 5), … Change the expression so that each row gets a value that fits.`,
    ],
  ])("%s with %j", async (attribute, args, sentence) => {
    expect(await change(attribute, args)).toEqual([sentence]);
  });
});

describe("a backfill is counted before it is written", () => {
  test.each([
    [
      "homepage:url!",
      "'n/a'",
      "10 cars have a value from --backfill that isn't a url of up to 2000 characters: n/a (id 1)",
    ],
    ["mail:email!", "name || '@example'", "10 cars have a value from --backfill that isn't an email"],
    ["code:uuid!", "md5(name)::uuid", "cars have a value from --backfill that isn't a uuid"],
    [
      "size:integer!",
      "length(name) * 1.5",
      "9 cars have a value from --backfill that isn't an integer: 7.5 (id 1)",
    ],
    [
      "size:decimal:4,1!",
      "price",
      "10 cars have a value from --backfill that a decimal:4,1 would change: 1.1250 → 1.1 (id 1)",
    ],
    ["tag:string:3!", "name", "10 cars have more than 3 characters from --backfill: Car 1 (id 1)"],
    ["paint:string!", "color", "5 cars have no value from --backfill: id 1, id 3, id 5, …"],
    [
      "fuelKind:enum:a,b!",
      "'c'",
      "10 cars have a value from --backfill that isn't an enum of a, b: c (id 1)",
    ],
    ["data:json!", "to_jsonb(name)", "10 cars have a value from --backfill that isn't a json: Car 1 (id 1)"],
  ])("%s from %s", async (word, backfill, sentence) => {
    expect(await add(word, { backfill })).toEqual([expect.stringContaining(sentence)]);
  });

  test("so that no two rows get the value of a unique attribute, or one default", async () => {
    expect(await add("code:string!", { backfill: "color", unique: true })).toEqual([
      expect.stringContaining("5 cars have no value"),
    ]);
    expect(await add("code:string!", { backfill: "'x'", unique: true })).toEqual([
      expect.stringContaining("1 value from --backfill is in more than one row: x (id 1)"),
    ]);
    expect(await add("code:string!=x", { unique: true })).toEqual([
      expect.stringContaining("1 value from the default is in more than one row: x (id 1)"),
    ]);
  });

  test("what fits is not mentioned", async () => {
    expect(await add("homepage:url!", { backfill: "'https://example.org/' || id" })).toEqual([]);
    expect(await add("size:integer!", { backfill: "length(name)" })).toEqual([]);
    expect(await add("size:integer!=1", {})).toEqual([]);
  });

  test("so that a foreign key leads to a record", async () => {
    const other = { name: "other", required: true };
    expect(await relate({ ...other, backfill: "id" })).toEqual([
      `8 cars have a value from --backfill that is the id of no category: 3 (id 3), 4 (id 4), 5 (id 5), … Change the expression so that each row gets the id of a record.`,
    ]);
    expect(await relate({ ...other, backfill: "case when id = 1 then 1 end" })).toEqual([
      expect.stringContaining("9 cars have no value from --backfill: id 2"),
    ]);
    expect(await relate({ name: "other", unique: true, backfill: "1" })).toEqual([
      expect.stringContaining("1 value from --backfill is in more than one row: 1 (id 1)"),
    ]);
    expect(await relate({ ...other, backfill: "1 + id % 2" })).toEqual([]);
  });
});

describe("a text that becomes a relation", () => {
  const move = (args: Record<string, unknown>) =>
    found("relation:add", { target: "category", name: "paint", from: "color", ...args }, withAttributes);

  test("lists the values that no record has, and stops", async () => {
    expect(await move({})).toEqual([
      "5 cars have a color that no category has as its name: red (id 2), red (id 4), red (id 6), … Change these values, or create what is missing: --create-missing. Or let these cars refer to nothing: --leave-missing.",
    ]);
    expect(await move({ required: true })).toEqual([
      "5 cars have no color: id 1, id 3, id 5, … Fill them first, or leave --required out.",
    ]);
  });

  test("goes on where missing records are created, or rows refer to nothing", async () => {
    expect(await move({ createMissing: true })).toEqual([
      `1 value of "color" becomes a new category: red (id 2)`,
    ]);
    expect(await move({ leaveMissing: true })).toEqual([
      "5 cars have a color that no category has as its name: red (id 2), red (id 4), red (id 6), …",
    ]);
  });

  test("creates no record that the other domain's rules refuse", async () => {
    const strict = applied(
      planOf(
        operation("attribute:change"),
        { domain: "category", attribute: "name", pattern: "^[A-Z]" },
        withAttributes,
      ),
      withAttributes,
    );
    expect(
      await found(
        "relation:add",
        { target: "category", name: "paint", from: "color", createMissing: true },
        strict,
      ),
    ).toEqual([
      expect.stringMatching(
        /^5 cars have a value in "color" that isn't a string of 1 to 80 characters like /,
      ),
    ]);
  });
});
