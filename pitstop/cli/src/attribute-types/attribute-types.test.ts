import { bigint, decimal, Json } from "@pitstop/domain";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseAttribute } from "../grammar/parse-attribute.ts";
import { attributeTypes } from "./index.ts";

/** The schema that a text of ours makes, as the shared types would. */
function schemaOf(text: string): z.ZodType {
  return new Function("z", "bigint", "decimal", "Json", `return ${text}`)(
    z,
    bigint,
    decimal,
    Json,
  ) as z.ZodType;
}

const samples: Record<string, string[]> = {
  bigint: ["", "=5", "=-9223372036854775808"],
  boolean: ["", "=false"],
  date: ["", "=2026-01-31"],
  datetime: ["", "=2026-01-31T12:00:00.120Z"],
  decimal: [":12,2", ":5", ":4,4", ":12,2=0"],
  duration: ["", "=P1DT2H", "=PT0S"],
  email: ["", ":100"],
  enum: [":a,b", ":a,b=b", `:it's,say "x",\\n=it's`],
  float: ["", "=1.5"],
  integer: ["", "=-3"],
  json: ["", "=[]"],
  string: ["", ":5", ":80=x"],
  text: ["", ":500"],
  url: ["", ":200"],
  uuid: ["", "=00000000-0000-4000-8000-000000000000"],
};

test("every type has samples here", () => {
  expect(Object.keys(samples)).toEqual([...attributeTypes.keys()]);
});

describe.each([...attributeTypes.values()].map((type) => [type.name, type] as const))("%s", (name, type) => {
  test.each(samples[name] ?? [])(
    "with %j: examples, edges and the default fit its schema, what is refused does not",
    (end) => {
      const attribute = parseAttribute(`some:${name}${end}`);
      const schema = schemaOf(type.zod(attribute.rules));
      for (const number of [0, 1, 2, 77, 99_999]) {
        expect(schema.safeParse(type.example(attribute.rules, number)).error).toBeUndefined();
      }
      for (const value of type.edges(attribute.rules))
        expect(schema.safeParse(value).error, String(value)).toBeUndefined();
      for (const value of type.refused(attribute.rules))
        expect(schema.safeParse(value).success, String(value)).toBe(false);
      if (attribute.default !== undefined) expect(schema.parse(attribute.default)).toEqual(attribute.default);
    },
  );
});
