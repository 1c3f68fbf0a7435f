import { expect, test } from "vitest";
import { contract } from "../test/findings.ts";
import { ContractError } from "./errors.ts";
import { readContract } from "./read-contract.ts";
import { writeContract } from "./write-contract.ts";

const good = contract(
  { "car.list": { input: { type: "object", properties: { a: { $ref: "#/definitions/A" } } } } },
  { A: { type: "string" } },
);

function errorOf(value: unknown): ContractError {
  try {
    readContract(typeof value === "string" ? value : JSON.stringify(value), "old.json");
  } catch (error) {
    if (error instanceof ContractError) return error;
  }
  throw new Error("It was read.");
}

test("what was written is read", () => {
  expect(readContract(writeContract(good), "old.json")).toEqual(good);
});

test.each([
  ["no JSON", "{", "old.json"],
  ["another file", { name: "api" }, "pitstopContract"],
  ["a list", [], "pitstopContract"],
  ["null", null, "pitstopContract"],
  ["no procedures", { ...good, procedures: undefined }, "procedures"],
  ["no definitions", { ...good, definitions: [] }, "definitions"],
  ["a procedure that is none", { ...good, procedures: { x: 1 } }, "the procedure x"],
  ["a type that is none", { ...good, procedures: { x: { type: "get", errors: [] } } }, '"get"'],
  ["no codes", { ...good, procedures: { x: { type: "query" } } }, "the errors of x"],
  [
    "an input that may be left out or not",
    { ...good, procedures: { x: { type: "query", errors: [], input: {}, inputOptional: "yes" } } },
    "the input of x",
  ],
  [
    "a schema that is none",
    { ...good, procedures: { x: { type: "query", errors: [], input: 1 } } },
    "x.input",
  ],
  [
    "a schema within that is none",
    { ...good, definitions: { A: { properties: { b: 1 } } } },
    "definitions.A.b",
  ],
  [
    "retired values that are none",
    { ...good, definitions: { A: { enum: ["a"], retiredValues: "b" } } },
    "definitions.A.retiredValues",
  ],
  [
    "deprecated values that are none",
    { ...good, definitions: { A: { enum: ["a"], deprecatedValues: ["a"] } } },
    "definitions.A.deprecatedValues",
  ],
  ["a union that is none", { ...good, definitions: { A: { anyOf: {} } } }, "definitions.A.anyOf"],
  ["a reference into the void", { ...good, definitions: {} }, "#/definitions/A"],
  ["a reference elsewhere", { ...good, definitions: { A: { $ref: "https://x" } } }, "https://x"],
  [
    "required names that are none",
    { ...good, definitions: { A: { required: true } } },
    "definitions.A.required",
  ],
])("%s is no contract, and the message names what is wrong", (_case, value, named) => {
  const { code, message, hint } = errorOf(value);
  expect(code).toBe("CONTRACT_INVALID");
  expect(message).toContain("old.json");
  expect(message).toContain(named);
  expect(hint).toContain("packages/api/contract.json");
});

test("a contract of another format is told from a broken one", () => {
  const { code, message } = errorOf({ ...good, pitstopContract: 2 });
  expect(code).toBe("CONTRACT_OTHER_FORMAT");
  expect(message).toContain("format 2");
});
