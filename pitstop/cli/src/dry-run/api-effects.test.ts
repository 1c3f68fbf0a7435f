import { type Contract, FORMAT, type Schema, writeContract } from "@pitstop/contract";
import { expect, test } from "vitest";
import { effectsBetween } from "./api-effects.ts";

/** A contract of one procedure whose input and answer have a price. */
const withPrice = (sent: Schema, answered: Schema): Contract => ({
  pitstopContract: FORMAT,
  definitions: {},
  procedures: {
    "car.update": {
      type: "mutation",
      input: { type: "object", properties: { price: sent }, required: ["price"] },
      output: { type: "object", properties: { price: answered }, required: ["price"] },
      errors: [],
    },
  },
});

const text = { type: "string" };
const levels = (before: Contract, after: Contract) =>
  effectsBetween(writeContract(before), after, "2026-11-23").map(({ level, domain }) => `${level} ${domain}`);

test("nothing is said of a contract that stays", () => {
  expect(levels(withPrice(text, text), withPrice(text, text))).toEqual([]);
});

test.each([
  ["fewer digits", { ...text, pattern: "^\\d{1,8}$" }, { ...text, pattern: "^\\d{1,4}$" }, "breaking car"],
  ["any text in place of some words", { ...text, enum: ["a", "b"] }, text, "safe car"],
  ["some words in place of any text", text, { ...text, enum: ["a", "b"] }, "breaking car"],
  ["a shorter text", { ...text, maxLength: 80 }, { ...text, maxLength: 20 }, "breaking car"],
])("%s in an input is judged as pitstop contract judges it", (_what, before, after, expected) => {
  expect(levels(withPrice(before, text), withPrice(after, text))).toEqual([expected]);
});

test("without a recorded contract, nothing is claimed", () => {
  for (const before of [undefined, "<<<<<<< HEAD"]) {
    const [effect] = effectsBetween(before, withPrice(text, text), "2026-11-23");
    expect(effect).toMatchObject({
      level: "risky",
      text: expect.stringMatching(/^What deployed clients notice is unknown/),
    });
  }
});
