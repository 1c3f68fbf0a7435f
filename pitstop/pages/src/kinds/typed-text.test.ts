import { bigint, decimal, defineDomain } from "@pitstop/domain";
import { expect, test } from "vitest";
import { z } from "zod";
import { domainsOf } from "../domains.ts";
import { fieldsOf } from "../fields.ts";
import { readValues, schemaErrors } from "../form/validation.ts";
import { refuseGroups } from "./read-number.ts";

const record = defineDomain({
  name: "record",
  plural: "records",
  label: { one: "Record", many: "Records" },
  description: "One attribute of every kind that is written as text.",
  title: "string",
  attributes: {
    integer: z.int32().nullable(),
    bigint: bigint().nullable(),
    float: z.number().nullable(),
    decimal: decimal(12, 2).nullable(),
    date: z.iso.date().nullable(),
    datetime: z.iso.datetime().nullable(),
    duration: z.iso.duration().nullable(),
    uuid: z.uuid().nullable(),
    json: z.json().nullable(),
    string: z.string().nullable(),
    email: z.email().nullable(),
    url: z.url().nullable(),
  },
  relations: {},
});

/** What people type and paste, into whichever field. */
const texts = [
  "1,000",
  "2.5",
  "1e3",
  "1.234.567,89",
  "1.000",
  "1 000",
  "1'000",
  "12,5",
  "0x10",
  "1_000",
  "+5",
  "-5",
  "007",
  " 42 ",
  "1/2",
  "٣",
  "Infinity",
  "NaN",
  "1e400",
  "9007199254740993",
  "0.12345678901234567890",
  "12abc",
  "2026-02-29",
  "2028-02-29",
  "29.02.2028",
  "2028-02-29 14:30",
  "2028-02-29T24:00",
  "1 d 2 h 30 min",
  "90m, 1.5s",
  "P1DT2H30M",
  "pt5m",
  "1 h 2 d",
  "2 fortnights",
  "11111111-1111-4111-8111-111111111111",
  '{"a":1,"a":2}',
  "two\nlines",
  "mail@example.org ",
  "https://example.org",
];

/** What each kind takes of these, and what it sends; it refuses every other text. */
const taken: Record<string, Record<string, unknown>> = {
  integer: { "-5": -5, "007": 7, " 42 ": 42 },
  bigint: { "-5": "-5", " 42 ": "42", "9007199254740993": "9007199254740993" },
  float: { "2.5": 2.5, "1e3": 1000, "1.000": 1, "-5": -5, "007": 7, " 42 ": 42 },
  decimal: { "2.5": "2.5", "-5": "-5", "007": "007", " 42 ": "42" },
  date: { "2028-02-29": "2028-02-29" },
  datetime: { "2028-02-29 14:30": new Date(2028, 1, 29, 14, 30).toISOString() },
  duration: {
    "1 d 2 h 30 min": "P1DT2H30M",
    "90m, 1.5s": "PT90M1.5S",
    P1DT2H30M: "P1DT2H30M",
    pt5m: "PT5M",
    "1 h 2 d": "P2DT1H",
  },
  uuid: { "11111111-1111-4111-8111-111111111111": "11111111-1111-4111-8111-111111111111" },
  // A text, a number and nothing else than JSON; what JSON.parse would change is refused.
  json: { "2.5": 2.5, "1e3": 1000, "1.000": 1, "-5": -5, " 42 ": 42 },
  string: Object.fromEntries(texts.map((text) => [text, text])),
  email: {},
  url: { "https://example.org": "https://example.org" },
};

const fields = fieldsOf(domainsOf({ record }).record);
const read = (key: string, text: string) => {
  const only = fields.filter((field) => field.key === key);
  const { input, errors } = readValues(only, { [key]: text });
  return { value: input[key], error: errors[key] ?? schemaErrors(record.create, input)[key] };
};

test.each(Object.keys(taken))(
  "a text in a field of the kind %s is sent as what it says, or refused",
  (kind) => {
    const outcomes = texts.map((text) => {
      const { value, error } = read(kind, text);
      return [text, error === undefined ? { sent: value } : "refused"];
    });
    const expected = texts.map((text) => {
      const sent = taken[kind] ?? {};
      return [text, text in sent ? { sent: sent[text] } : "refused"];
    });
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(expected));
  },
);

test("the refusal says how to write it, and what would become of it", () => {
  expect(read("integer", "1,000").error).toBe("Enter a whole number without separators, such as 1234.");
  expect(read("float", "9007199254740993").error).toMatch("it would become 9007199254740992");
  expect(read("date", "2026-02-29").error).toMatch("such as 2026-01-31");
  expect(read("json", '{"a":1,"a":2}').error).toBe("A name is given twice in one object.");
});

test("where pages show a thousand as 1.000, that is refused as ambiguous", () => {
  expect(() => refuseGroups("1.000", "de-DE")).toThrow(
    "Write 1000, or 1.0000 if the point separates decimals.",
  );
  for (const text of ["1.5", "1000", "1.0000", "1000.000"])
    expect(() => refuseGroups(text, "de-DE")).not.toThrow();
  expect(() => refuseGroups("1.000", "en-US")).not.toThrow();
});
