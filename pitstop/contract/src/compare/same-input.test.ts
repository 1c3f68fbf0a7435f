import { expect, test } from "vitest";
import type { Contract } from "../contract.ts";
import { procedureDifferences } from "./procedures.ts";

/** A contract with two domains, each with an input of its own. */
const contract = (parameters: string[], boat: string, car = "string"): Contract => ({
  pitstopContract: 1 as Contract["pitstopContract"],
  definitions: {
    Boat: { type: boat },
    Car: { type: "object", properties: { name: { $ref: "#/definitions/Name" } } },
    Name: { type: car },
  },
  procedures: {
    "boat.list": { type: "query", input: { $ref: "#/definitions/Boat" }, errors: [] },
    "car.list": {
      type: "query",
      input: { $ref: "#/definitions/Car" },
      errors: [],
      endpoint: { method: "GET", path: "/cars", parameters: parameters.map((name) => ({ name })) },
    },
  },
});

const kinds = (before: Contract, after: Contract): string[] =>
  procedureDifferences(before, after).map(({ procedure, difference }) => `${procedure} ${difference.kind}`);

test("the parameters of a procedure are compared although the schema of another one changed", () => {
  expect(kinds(contract(["name", "color"], "string"), contract(["name"], "number"))).toEqual([
    "car.list parameter-removed",
  ]);
});

test("they aren't compared where the input changed, however deep below it", () => {
  expect(kinds(contract(["name", "color"], "string"), contract(["name"], "string", "number"))).toEqual([]);
});
