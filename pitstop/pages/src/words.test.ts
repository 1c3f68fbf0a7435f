import { expect, test } from "vitest";
import { countInWords, inSentence } from "./words.ts";

test("a label starts small within a sentence, an abbreviation stays as it is", () => {
  expect(inSentence("Top speed")).toBe("top speed");
  expect(inSentence("VIN")).toBe("VIN");
});

const label = { one: "Bicycle", many: "Bicycles" };

test("a count agrees with its noun and says when it is an estimate", () => {
  expect(countInWords({ label }, { count: 1, exact: true })).toBe("1 bicycle");
  expect(countInWords({ label }, { count: 0, exact: true })).toBe("0 bicycles");
  expect(countInWords({ label }, { count: 1_200_000, exact: false })).toBe("about 1,200,000 bicycles");
});
