import { defineDomain } from "@pitstop/types";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseListSearch, requestOf } from "./list-search.ts";

const bicycle = defineDomain({
  name: "bicycle",
  plural: "bicycles",
  label: { one: "Bicycle", many: "Bicycles" },
  description: "A model of bicycle.",
  title: "name",
  attributes: {
    name: z.string().max(80).meta({ label: "Name", sortable: true }),
    color: z.string().max(40).nullable().meta({ label: "Color" }),
  },
  relations: { rack: { domain: "rack", label: "Rack", nullable: true } },
});

const requestFrom = (raw: Record<string, unknown>) => requestOf(bicycle, parseListSearch(raw));

test("an address becomes a request", () => {
  const filter = { rackId: { equals: 1 }, color: { contains: "re" } };
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
