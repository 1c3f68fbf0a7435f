import { createTestDatabase, startTestServer } from "@pitstop/postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAttribute } from "../grammar/parse-attribute.ts";
import { converted, ifValid, strictly } from "./converted.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: pg.Client;
/** The same database for a session in another zone, with other forms of dates. */
let abroad: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  database = await createTestDatabase(server.url);
  client = new pg.Client({ connectionString: database.url, options: "-c timezone=UTC -c datestyle=ISO" });
  abroad = new pg.Client({
    connectionString: database.url,
    options: "-c timezone=America/St_Johns -c datestyle=German",
  });
  await Promise.all([client.connect(), abroad.connect()]);
});

afterAll(async () => {
  await Promise.all([client.end(), abroad.end()]);
  await database.drop();
  await server.stop();
});

const typeOf = (words: string) => parseAttribute(`life:${words}`);

/** What becomes of a value: the new value as text, or what is wrong with it. */
async function outcome(
  on: pg.Client,
  value: string,
  from: string,
  to: string,
  zone?: string,
): Promise<string> {
  const [before, after] = [typeOf(from), typeOf(to)];
  const { value: fresh, isValid, isExact } = converted("value", before, after, zone);
  const values = `(select ${value} as value offset 0) as rows`;
  const valid = await on.query(`select (${isValid}) as fine from ${values}`);
  if (!valid.rows[0].fine) return "no such value";
  const exact = await on.query(`select (${isExact ?? "true"}) as fine from ${values}`);
  const { rows } = await on.query(`select to_jsonb(${fresh}) #>> '{}' as fresh from ${values}`);
  return exact.rows[0].fine ? rows[0].fresh : `rounded to ${rows[0].fresh}`;
}

const conversions: [value: string, from: string, to: string, expected: string][] = [
  ["10.1234::numeric(12,4)", "decimal:12,4", "decimal:12,2", "rounded to 10.12"],
  ["10.1200::numeric(12,4)", "decimal:12,4", "decimal:12,2", "10.12"],
  ["99999.9::numeric(12,2)", "decimal:12,2", "decimal:5,1", "no such value"],
  ["1.5::float8", "float", "decimal:12,2", "1.50"],
  ["0.1::float8", "float", "decimal:12,2", "0.10"],
  ["0.125::float8", "float", "decimal:12,2", "rounded to 0.13"],
  ["'NaN'::float8", "float", "integer", "no such value"],
  ["1.5::float8", "float", "integer", "no such value"],
  ["2::float8", "float", "integer", "2"],
  ["5.00::numeric(12,2)", "decimal:12,2", "integer", "5"],
  ["5.01::numeric(12,2)", "decimal:12,2", "integer", "no such value"],
  ["3000000000::bigint", "bigint", "integer", "no such value"],
  ["7::bigint", "bigint", "integer", "7"],
  ["123456789012345678.9::numeric(30,1)", "decimal:30,1", "float", "rounded to 123456789012345680"],
  ["'abcdef'::text", "text", "string:3", "no such value"],
  ["'abc'::text", "text", "string:3", "abc"],
  ["'üüü'::text", "text", "string:3", "üüü"],
  ["'12'::text", "string", "integer", "12"],
  ["'12.5'::text", "string", "integer", "no such value"],
  ["'n/a'::text", "string", "integer", "no such value"],
  ["'12.345'::text", "string", "decimal:12,2", "rounded to 12.35"],
  ["'yes'::text", "string", "boolean", "true"],
  ["'now'::text", "string", "datetime", "no such value"],
  ["'today'::text", "string", "date", "no such value"],
  ["'31.01.2026'::text", "string", "date", "no such value"],
  ["'2026-02-30'::text", "string", "date", "no such value"],
  ["'2026-01-31'::text", "string", "date", "2026-01-31"],
  ["'2026-01-31'::text", "string", "datetime", "2026-01-31T00:00:00+00:00"],
  ["'2026-01-31 12:00'::text", "string", "datetime", "2026-01-31T12:00:00+00:00"],
  ["'2026-01-31T12:00:00.123Z'::text", "string", "datetime", "2026-01-31T12:00:00.123+00:00"],
  ["'2026-01-31T12:00:00+02:00'::text", "string", "datetime", "2026-01-31T10:00:00+00:00"],
  ["'2026-01-31T12:00:00.123456Z'::text", "string", "datetime", "rounded to 2026-01-31T12:00:00.123+00:00"],
  ["date '2026-01-31'", "date", "datetime", "2026-01-31T00:00:00+00:00"],
  ["date '2026-01-31'", "date", "string", "2026-01-31"],
  ["timestamptz '2026-01-31 00:00:00+00'", "datetime", "date", "2026-01-31"],
  ["timestamptz '2026-01-31 23:30:00+00'", "datetime", "date", "rounded to 2026-01-31"],
  ["timestamptz '2026-01-31 23:30:00+00'", "datetime", "string", "2026-01-31T23:30:00.000Z"],
  ["timestamptz 'infinity'", "datetime", "string", "infinity"],
  ["date '0044-03-15 BC'", "date", "string", "44-03-15 BC"],
  ["date 'infinity'", "date", "datetime", "infinity"],
  ["interval '90 minutes'", "duration", "string", "PT1H30M"],
  ["interval '-1 day 2.5 seconds'", "duration", "text", "P-1DT2.5S"],
  ["interval '0'", "duration", "string", "PT0S"],
  ["'PT90M'::text", "string", "duration", "01:30:00"],
  ["'soon'::text", "string", "duration", "no such value"],
  ["90", "integer", "duration", "no such value"],
  ["9223372036854775807::bigint", "bigint", "string", "9223372036854775807"],
  ["true", "boolean", "integer", "no such value"],
  ["true", "boolean", "string", "true"],
];

describe("a value in another type", () => {
  test.each(conversions)("%s, %s → %s: %s", async (value, from, to, expected) => {
    expect(await outcome(client, value, from, to)).toBe(expected);
  });

  test("is the same in a session of another zone and with other forms of dates", async () => {
    for (const [value, from, to] of conversions) {
      const [here, there] = [await outcome(client, value, from, to), await outcome(abroad, value, from, to)];
      const asMoment = (text: string) =>
        text.replace(/\d{4}-\S+T\S+/, (moment) => new Date(moment).toISOString());
      expect(`${value} ${to}: ${asMoment(there)}`).toBe(`${value} ${to}: ${asMoment(here)}`);
    }
  });

  test("begins days in the zone that is meant, with its summer time", async () => {
    const moment = (day: string) => outcome(abroad, `date '${day}'`, "date", "datetime", "Europe/Berlin");
    expect(new Date(await moment("2026-01-31")).toISOString()).toBe("2026-01-30T23:00:00.000Z");
    expect(new Date(await moment("2026-07-31")).toISOString()).toBe("2026-07-30T22:00:00.000Z");
    expect(
      await outcome(client, "timestamptz '2026-01-30 23:00:00+00'", "datetime", "date", "Europe/Berlin"),
    ).toBe("2026-01-31");
  });

  test("fails a statement rather than being cut or rounded, and is null for older code if there is none", async () => {
    for (const [value, from, to, expected] of conversions) {
      const values = `(select ${value} as value offset 0) as rows`;
      const [before, after] = [typeOf(from), typeOf(to)];
      const column =
        to.startsWith("string") && to !== "string" ? `varchar(${after.rules.maxLength})` : undefined;
      // A column of the type takes a longer text by assignment alone, which a cast isn't.
      if (column === undefined) {
        const strict = client.query(`select ${strictly("value", before, after)} as fresh from ${values}`);
        if (/^(rounded|no such)/.test(expected)) await expect(strict, `${value} ${to}`).rejects.toThrow();
        else await strict;
      }
      const { rows } = await client.query(
        `select ${ifValid("value", before, after)} is null as gone from ${values}`,
      );
      expect([value, to, rows[0].gone]).toEqual([value, to, expected === "no such value"]);
    }
  });
});
