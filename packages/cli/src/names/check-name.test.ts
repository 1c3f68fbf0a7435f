import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CliError } from "../errors.ts";
import { refusal } from "../testing/workspace.ts";
import { checkAttributeName, checkDomainName, checkRelationName } from "./check-name.ts";
import { checkText } from "./check-text.ts";

const car = { name: "car", table: "cars", attributes: ["name", "topSpeed"], relations: ["category"] };
const domains = [
  { name: "car", plural: "cars", table: "cars" },
  { name: "category", plural: "categories", table: "categories" },
];

describe("an attribute's name", () => {
  test.each(["color", "vin2", "type", "number", "order2", "soldAt"])("may be %s", (name) => {
    expect(() => checkAttributeName(name, car)).not.toThrow();
  });

  test.each([
    ["class", `"class" is a word of TypeScript.`],
    ["select", `"select" is a reserved word of SQL.`],
    ["createdAt", `"createdAt" is a column that every domain has.`],
    ["version", `"version" is a column that every domain has.`],
    ["xmin", `"xmin" is a column that PostgreSQL keeps in every table.`],
    ["__proto__", `"__proto__" is a word that every object of JavaScript answers to.`],
    ["constructor", `"constructor" is a word that every object of JavaScript answers to.`],
    ["prototype", `"prototype" is a word that every object of JavaScript answers to.`],
    [
      "Color",
      `"Color" is no attribute name: it starts with a small letter and goes on with letters and digits (camelCase).`,
    ],
    [
      "top_speed",
      `"top_speed" is no attribute name: it starts with a small letter and goes on with letters and digits (camelCase).`,
    ],
    [
      "сolor",
      "The attribute name holds the character U+0441, which is no plain letter even if it looks like one.",
    ],
    ["name", `car has an attribute "name" already.`],
    ["category", `car has a relation "category" already.`],
    ["categoryId", `The column "category_id" of cars is that of "category".`],
    ["topspeed", undefined],
    ["a".repeat(64), undefined],
    ['x"; drop table cars; --', undefined],
  ])("is refused as %s", (name, sentence) => {
    if (name === "topspeed") return expect(() => checkAttributeName(name, car)).not.toThrow();
    const error = refusal(() => checkAttributeName(name, car));
    expect(error.exitCode).toBe(2);
    if (sentence !== undefined) expect(error.message).toBe(sentence);
    return expect(error.hint).not.toBe("");
  });

  test("is refused where its column would be cut by PostgreSQL", () => {
    expect(refusal(() => checkAttributeName("a".repeat(64), car)).message).toContain("PostgreSQL keeps 63");
  });
});

describe("a relation's name", () => {
  test("is refused where its input would be an attribute", () => {
    const taken = { ...car, attributes: ["makerId"] };
    expect(refusal(() => checkRelationName("maker", taken)).code).toBe("NAME_TAKEN");
  });
});

describe("a domain's name", () => {
  test.each([
    ["cars", "carses", `"cars" is a plural.`],
    ["car", "cars", `"car" is taken by the domain car (cars).`],
    ["auto", "cars", `"cars" is taken by the domain car (cars).`],
    [
      "sheep",
      "sheep",
      `The plural of "sheep" is the same word, so that one and many could not be told apart.`,
    ],
    ["date", "dates", `A domain "date" would hide the type Date of the language.`],
    ["domain", "domains", `"domain" has a meaning of its own in the shared types or in the pages.`],
    ["carList", "carLists", `"CarList" would stand twice in the shared types, because of the domain car.`],
    ["user", "users", `"user" is a reserved word of SQL.`],
  ])("%s (%s) is refused", (name, plural, sentence) => {
    expect(refusal(() => checkDomainName(name, plural, domains)).message).toBe(sentence);
  });

  test("may be one of several words", () => {
    expect(() => checkDomainName("sparePart", "spareParts", domains)).not.toThrow();
  });
});

test("whatever is typed as a name, the answer is a sentence and no failure of ours", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constantFrom("__proto__", "é", "a\u0000b")),
      (name) => {
        for (const check of [
          () => checkAttributeName(name, car),
          () => checkRelationName(name, car),
          () => checkDomainName(name, `${name}s`, domains),
        ]) {
          try {
            check();
          } catch (error) {
            expect(error).toBeInstanceOf(CliError);
          }
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test.each(["it's", 'say "x"', "`id`", "a\\b", "$(rm)", "a\u0000", "a\nb", "\u202eabc", " x", ""])(
  "the text %j is refused, because it would need quoting",
  (text) => {
    expect(refusal(() => checkText(text, "default")).code).toBe("BAD_TEXT");
  },
);
