import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusal } from "../../test/workspace.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import { CliError } from "../errors.ts";
import { parseAttribute } from "./parse-attribute.ts";

describe("name:type[:arguments][!][=default]", () => {
  test.each([
    ["color:string", { name: "color", type: "string", rules: { maxLength: 255 }, isNullable: true }],
    ["name:string:80!", { rules: { maxLength: 80 }, isNullable: false }],
    ["price:decimal:12,2!=0", { rules: { precision: 12, scale: 2 }, isNullable: false, default: "0" }],
    ["price:decimal:12,2!=10.50", { default: "10.50" }],
    ["fuel:enum:petrol,diesel,electric", { rules: { values: ["petrol", "diesel", "electric"] } }],
    ["fuel:enum:petrol,plug-in!=plug-in", { default: "plug-in" }],
    [`fuel:enum:it's,"x"!=it's`, { default: "it's", rules: { values: ["it's", '"x"'] } }],
    ["seats:integer=4", { default: 4, isNullable: true }],
    ["new:boolean!=true", { default: true }],
    ["data:json!={}", { default: {} }],
    ["soldAt:datetime=2026-01-31T12:00:00Z", { default: "2026-01-31T12:00:00.000Z" }],
    ["site:url=https://example.org/?a=b", { default: "https://example.org/?a=b" }],
    ["name:string='); drop table cars; --", { default: "'); drop table cars; --" }],
    ["topSpeed:integer", { label: "Top speed", isSortable: true, isSearchable: false }],
    ["notes:text", { isSortable: false, isSearchable: true }],
  ])("%s", (word, expected) => {
    expect(parseAttribute(word)).toMatchObject(expected);
  });

  test.each([
    ["color", `"color" is not an attribute.`],
    [":string", `":string" is not an attribute.`],
    ["color:colour", `There is no attribute type "colour".`],
    ["price:decimal", "A decimal says how many digits it has, and how many behind the point."],
    [
      "price:decimal:2,12",
      `The number of digits behind the point of decimal is a whole number from 0 to 2, not "12".`,
    ],
    [
      "price:decimal:4,2=100",
      `The default "100" is not a number with 2 digits before the point and 2 behind it.`,
    ],
    ["fuel:enum", "An enum says which values it has."],
    ["fuel:enum:a,a", `The value "a" stands twice in the enum.`],
    ["fuel:enum:a,A", `The value "a" stands twice in the enum.`],
    [
      "fuel:enum:a\u0007,b",
      `"a\u0007" can't be a value of an enum: a value has up to 63 visible characters and no comma.`,
    ],
    ["fuel:enum:a,b=c", `The default "c" is not one of a, b.`],
    ["on:date=2026-02-30", `The default "2026-02-30" is not a day like 2026-01-31.`],
    [
      "seats:integer=3000000000",
      `The default "3000000000" is not a whole number from -2147483648 to 2147483647.`,
    ],
    ["name:string:3=long", `The default "long" is not at most 3 characters long.`],
    ["name:string=a\u0007", "The default holds the control character U+0007."],
    ["seats:integer:3", `The type integer takes no arguments, and "3" was given.`],
  ])("%s is refused with a sentence", (word, sentence) => {
    const error = refusal(() => parseAttribute(word));
    expect(error.message).toBe(sentence);
    expect(error.exitCode).toBe(2);
    expect(error.hint).not.toBe("");
  });
});

test.each([
  ["plate:varchar", "Did you mean string? The types are "],
  ["seats:int", "Did you mean integer? "],
  ["tags:string[]", "Make the values a domain and relate to it"],
])("%s is refused with what is meant", (word, hint) => {
  expect(refusal(() => parseAttribute(word)).hint).toContain(hint);
});

describe("flags", () => {
  test("say the rules of the type", () => {
    expect(parseAttribute("year:integer", { min: "1900", max: "2100" }).rules).toEqual({
      minimum: 1900,
      maximum: 2100,
    });
    expect(parseAttribute("code:string", { min: "2", max: "5", pattern: "^[A-Z]+$" }).rules).toEqual({
      minLength: 2,
      maxLength: 5,
      pattern: "^[A-Z]+$",
    });
  });

  test.each([
    ["ok:boolean", { min: "1" }, "A boolean has no smallest or largest value."],
    ["year:integer", { pattern: "x" }, "An integer has no pattern."],
    ["year:integer", { min: "5", max: "1" }, "No value lies between 5 and 1."],
    ["code:string", { pattern: "(" }, `--pattern "(" is not a regular expression.`],
    [
      "notes:text",
      { unique: true },
      `"notes" cannot have an index: a text of up to 10000 characters does not fit into one.`,
    ],
    ["data:json", { index: true }, `"data" cannot have an index: a json does not fit into one.`],
  ])("%s with %o is refused", (word, flags, sentence) => {
    expect(refusal(() => parseAttribute(word, flags)).message).toBe(sentence);
  });
});

test("whatever is typed, the answer is an attribute or a sentence", () => {
  const type = fc.constantFrom(...attributeTypes.keys(), "", "strin");
  const part = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom("", "80", "12,2", "a,b", "0", "-1", "1e9", "'"),
  );
  const word = fc.oneof(
    fc.string(),
    fc
      .tuple(part, type, part, fc.constantFrom("", "!"), part)
      .map(([name, kind, args, required, fallback]) => `${name}:${kind}:${args}${required}=${fallback}`),
  );
  const flags = fc.record(
    { min: part, max: part, pattern: part, label: part, unique: fc.boolean(), index: fc.boolean() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(word, flags, (text, given) => {
      try {
        parseAttribute(text, given);
      } catch (error) {
        expect(error).toBeInstanceOf(CliError);
      }
    }),
    { numRuns: 2000 },
  );
});
