import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusal } from "../../test/workspace.ts";
import { CliError } from "../errors.ts";
import { checkAttributeName, checkDomainName, checkRelationName } from "./check-name.ts";
import { checkText } from "./check-text.ts";

const car = { name: "car", table: "cars", attributes: ["name", "topSpeed"], relations: ["category"] };
const domains = [
  { name: "car", plural: "cars", table: "cars" },
  { name: "category", plural: "categories", table: "categories" },
];

describe("an attribute's name", () => {
  test.each([
    ...["color", "vin2", "type", "number", "soldAt"],
    // Reserved in SQL, in TypeScript or in both: identifiers are quoted, and a property may have any name.
    ...[
      "order",
      "end",
      "from",
      "user",
      "table",
      "select",
      "group",
      "check",
      "primary",
      "references",
      "limit",
    ],
    ...["class", "default", "delete", "package", "function", "new", "null", "in", "case", "await", "void"],
  ])("may be %s", (name) => {
    expect(() => checkAttributeName(name, car)).not.toThrow();
  });

  test.each([
    ["createdAt", `"createdAt" is a column that every domain has.`],
    ["version", `"version" is a column that every domain has.`],
    ["xmin", `"xmin" is a column that PostgreSQL keeps in every table.`],
    ["__proto__", `"__proto__" is a word that every object of JavaScript answers to.`],
    ["constructor", `"constructor" is a word that every object of JavaScript answers to.`],
    ["prototype", `"prototype" is a word that every object of JavaScript answers to.`],
    [
      "Color",
      `"Color" can't be the name of an attribute: names are camelCase, a lowercase letter and then letters and digits.`,
    ],
    [
      "top_speed",
      `"top_speed" can't be the name of an attribute: names are camelCase, a lowercase letter and then letters and digits.`,
    ],
    [
      "сolor",
      "The attribute name holds the character U+0441, which isn't a plain letter even if it looks like one.",
    ],
    ["name", `car already has an attribute "name".`],
    ["category", `car already has a relation "category".`],
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

  test.each([
    ["price_in_eur", "priceInEur"],
    ["Price", "price"],
    ["PriceInEUR", "priceInEur"],
    ["price in €", "priceIn"],
    ["top-speed", "topSpeed"],
    ["2wheels", "wheels"],
  ])("is suggested in camelCase for %s", (typed, suggested) => {
    const { hint } = refusal(() => checkAttributeName(typed, car));
    if (typed.includes("€")) return expect(hint).toBe("Write names with the letters a to z and digits.");
    return expect(hint).toBe(`Write it as ${suggested}.`);
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
    ["date", "dates", `A domain "date" would hide the type Date of TypeScript.`],
    ["domain", "domains", `"domain" has a meaning of its own in the shared types or in the pages.`],
    ["carList", "carLists", `"CarList" would stand twice in the shared types, because of the domain car.`],
    ["class", "classes", `TypeScript reserves "class", so no constant can have that name.`],
    ["doc", "docs", `The server answers at /docs, where the pages of "doc" would be.`],
    [
      "history",
      "histories",
      `A domain "history" would have a type HistoryPage, and the shared types have one already.`,
    ],
    ["z", "zs", `"z" has a meaning of its own in the shared types or in the pages.`],
  ])("%s (%s) is refused", (name, plural, sentence) => {
    expect(refusal(() => checkDomainName(name, plural, domains)).message).toBe(sentence);
  });

  test.each([
    ["sparePart", "spareParts"],
    ["order", "orders"],
    ["user", "users"],
    ["group", "groups"],
    ["table", "tables"],
    ["module", "modules"],
    ["type", "types"],
    ["select", "selects"],
    ["from", "froms"],
    ["kind", "kinds"],
    ["asset", "assets"],
  ])("may be %s", (name, plural) => {
    expect(() => checkDomainName(name, plural, domains)).not.toThrow();
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

test.each(["it's", 'say "x"', "`id`", "a\\b", "$(rm)", "\u0024{x}", "*/", "\u202eabc", "🚗"])(
  "the text %j is fine",
  (text) => {
    expect(() => checkText(text, "default")).not.toThrow();
  },
);

test.each(["a\u0000", "a\nb", "\u001b[31m", "\ud800", " x", ""])("the text %j is refused", (text) => {
  expect(refusal(() => checkText(text, "label")).code).toBe("BAD_TEXT");
});
