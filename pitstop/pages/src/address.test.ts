import { expect, test } from "vitest";
import { parseAddress, writeAddress } from "./address.ts";

test("a text in an address is that text, whatever it looks like", () => {
  expect(parseAddress("?search=1e3&sort=-name")).toEqual({ search: "1e3", sort: "-name" });
  expect(parseAddress("?search=true")).toEqual({ search: "true" });
});

test("conditions are JSON, and a name given twice is a list of both", () => {
  expect(parseAddress('?filter={"name":{"contains":"a"}}')).toEqual({ filter: { name: { contains: "a" } } });
  expect(parseAddress("?search=a&search=b")).toEqual({ search: ["a", "b"] });
});

test("what is written is read again", () => {
  for (const value of [
    "volvo",
    "240",
    '"240"',
    '{"a":1}',
    "null",
    "a&b=c",
    "ö%",
    { name: { equals: "1" } },
    ["a"],
  ]) {
    expect(parseAddress(writeAddress({ search: value }))).toEqual({ search: value });
  }
  expect(writeAddress({ search: undefined })).toBe("");
  expect(writeAddress({ search: "240" })).toBe("?search=240");
});
