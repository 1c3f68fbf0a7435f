// @domain car: shows the application on this domain, and goes with it.
import { car } from "@pitstop/types";
import { expect, test } from "vitest";
import { parseListSearch, requestOf } from "./list-search.ts";

const requestFrom = (raw: Record<string, unknown>) => requestOf(car, parseListSearch(raw));

test("an address becomes a request", () => {
  const filter = { categoryId: { equals: 1 }, color: { contains: "re" } };
  expect(requestFrom({ search: "volvo", sort: "-name", filter, cursor: "abc" })).toEqual({
    search: "volvo",
    sort: { by: "name", direction: "desc" },
    filter,
    cursor: "abc",
  });
});

test("a search for a number stays a text", () => {
  expect(requestFrom({ search: 240 }).search).toBe("240");
});

test("an attribute that is not there, or cannot be sorted by, is left out", () => {
  expect(
    requestFrom({ sort: "gone", filter: { gone: { equals: 1 }, name: { contains: "a" } } }),
  ).toMatchObject({
    sort: undefined,
    filter: { name: { contains: "a" } },
  });
});

test("nonsense is an empty request", () => {
  expect(requestFrom({ search: {}, sort: [], filter: "x", cursor: null })).toEqual({
    search: undefined,
    sort: undefined,
    filter: undefined,
    cursor: undefined,
  });
});
