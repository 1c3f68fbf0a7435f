import { expect, test } from "vitest";
import { contract } from "../test/findings.ts";
import { writeContract } from "./write-contract.ts";

const nothing = { type: "null" };

test("the text does not depend on the order of keys, required names and codes", () => {
  const one = contract({
    "a.x": { errors: ["B", "A"], input: { type: "object", required: ["q", "p"] } },
    b: {},
  });
  const other = contract({
    b: {},
    "a.x": { input: { required: ["p", "q"], type: "object" }, errors: ["A", "B"] },
  });
  expect(writeContract(one)).toBe(writeContract(other));
});

test("the text does not depend on the order of a list of values, retired ones among them", () => {
  const one = contract({ a: { input: { enum: ["b", "a"], retiredValues: ["d", "c"] } } });
  const other = contract({ a: { input: { retiredValues: ["c", "d"], enum: ["a", "b"] } } });
  expect(writeContract(one)).toBe(writeContract(other));
});

test("the order of a union's members and of a tuple's items stays", () => {
  const text = writeContract(contract({ a: { input: { anyOf: [{ type: "string" }, nothing] } } }));
  expect(text).toContain('"anyOf": [{ "type": "string" }, { "type": "null" }]');
});

test("a property that is called like a keyword is one", () => {
  const input = { type: "object", properties: { required: { type: "string" }, enum: nothing } };
  expect(JSON.parse(writeContract(contract({ a: { input } })))).toMatchObject({
    procedures: { a: { input } },
  });
});

test("a list that does not fit the line stands one below the other", () => {
  const values = Array.from({ length: 30 }, (_, index) => `value${index}`);
  const lines = writeContract(contract({ a: { input: { enum: values } } })).split("\n");
  expect(lines.filter((line) => /^ +"value\d+",?$/.test(line))).toHaveLength(30);
});
