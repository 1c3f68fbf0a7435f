import { expect, test } from "vitest";
import { attributeTypes } from "../attribute-types/index.ts";
import { suggestedType } from "./suggest-type.ts";

test.each([
  ["varchar", "string"],
  ["VARCHAR(80)", "string:80"],
  ["int", "integer"],
  ["int4", "integer"],
  ["interval", "duration"],
  ["timestamp", "datetime"],
  ["timestamptz", "datetime"],
  ["money", "decimal:12,2"],
  ["number", "decimal:12,2"],
  ["numeric", "decimal:12,2"],
  ["numeric(10, 3)", "decimal:10,3"],
  ["bool", "boolean"],
  ["double", "float"],
  ["guid", "uuid"],
  ["jsonb", "json"],
  ["String", "string"],
  ["integr", "integer"],
  ["datetim", "datetime"],
  ["link", "url"],
])("%s means %s", (word, type) => {
  expect(suggestedType(word)).toBe(type);
});

test.each(["", "strang'); drop table cars", "vehicle", "xyz", "geography"])("%j means no type", (word) => {
  expect(suggestedType(word)).toBeUndefined();
});

test("every suggestion is a type, and no other name hides one", () => {
  for (const name of attributeTypes.keys()) expect(suggestedType(name)?.split(":")[0]).toBe(name);
});
