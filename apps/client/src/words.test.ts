// @domain car: shows the application on this domain, and goes with it.
import { car } from "@pitstop/types";
import { expect, test } from "vitest";
import { countInWords, inSentence } from "./words.ts";

test("a label starts small within a sentence, an abbreviation stays as it is", () => {
  expect(inSentence("Top speed")).toBe("top speed");
  expect(inSentence("VIN")).toBe("VIN");
});

test("a count agrees with its noun and says when it is an estimate", () => {
  expect(countInWords(car, { count: 1, exact: true })).toBe("1 car");
  expect(countInWords(car, { count: 0, exact: true })).toBe("0 cars");
  expect(countInWords(car, { count: 1_200_000, exact: false })).toBe("about 1,200,000 cars");
});
