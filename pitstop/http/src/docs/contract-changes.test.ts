import { expect, test } from "vitest";
import { contractChanges } from "./contract-changes.ts";

const cars = (attributes: Record<string, string>, relations: Record<string, string> = {}) => ({
  plural: "cars",
  label: { many: "Cars" },
  attributes,
  relations,
});
const surfaces = {
  first: cars({ name: "name", paint: "paint" }),
  second: cars({ name: "name", color: "color" }, { maker: "maker_id" }),
  makers: { plural: "makers", label: { many: "Makers" }, attributes: { name: "name" }, relations: {} },
};

test("a contract with one version has no changes", () => {
  expect(contractChanges({ versions: [{ contract: "a1", domains: { car: "first" } }], surfaces })).toBe("");
});

test("a renamed attribute and one of another type are told from those that came and went", () => {
  const surfaces = {
    before: cars({ name: "name", price: "price", color: "color" }),
    after: cars({ model: "name", price: "price_2", weight: "weight" }),
  };
  const versions = [
    { contract: "a1", domains: { car: "before" } },
    { contract: "b2", domains: { car: "after" } },
  ];
  expect(contractChanges({ versions, surfaces })).toBe(
    "- `b2`: **Cars**: `name` renamed to `model`, `price` changed type, `weight` added, `color` removed",
  );
});

test("what came and what went is listed by version, the latest first", () => {
  const versions = [
    { contract: "a1", domains: { car: "first" } },
    { contract: "b2", domains: { car: "second", maker: "makers" } },
    { contract: "c3", domains: { car: "second" } },
    { contract: "d4", domains: { car: "second" } },
  ];
  expect(contractChanges({ versions, surfaces }).split("\n")).toEqual([
    "- `d4`: only rules and descriptions",
    "- `c3`: **Makers** removed",
    "- `b2`: **Cars**: `color`, `maker` added, `paint` removed; **Makers** added",
  ]);
});
