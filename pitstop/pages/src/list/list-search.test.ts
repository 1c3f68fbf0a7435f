import { defineDomain } from "@pitstop/domain";
import { expect, test } from "vitest";
import { z } from "zod";
import { domainsOf } from "../domains.ts";
import { addressOf, readListSearch } from "./list-search.ts";

const bicycleDefinition = defineDomain({
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

const { bicycle } = domainsOf({ bicycle: bicycleDefinition });
const read = (address: Record<string, unknown>) => readListSearch(bicycle, address);
const nothing = {
  search: undefined,
  sort: undefined,
  filter: undefined,
  cursor: undefined,
  from: undefined,
  limit: undefined,
};

test("an address becomes a request, and that the same address", () => {
  const filter = { rackId: { equals: 1 }, color: { contains: "re" } };
  const address = { search: "volvo", sort: "-name", filter, cursor: "abc", from: "end", limit: "50" };
  const { request, problems } = read(address);
  expect(problems).toEqual([]);
  expect(request).toEqual({ ...address, sort: { by: "name", direction: "desc" }, limit: 50 });
  expect(addressOf(request)).toEqual(address);
});

test.each([
  [{ filter: { gone: { equals: 1 } } }, "Bicycles have no “gone”."],
  [{ filter: { gone: {} } }, "Bicycles have no “gone”."],
  [{ filter: { name: { startsWith: "a" } } }, "“name” of bicycles has no filter “startsWith”."],
  [{ filter: { rackId: { equals: "x" } } }, '“rackId” of bicycles can\'t be filtered by equals "x".'],
  [{ filter: { name: "a" } }, 'The filter {"name":"a"} can\'t be read.'],
  [{ filter: "x" }, 'The filter "x" can\'t be read.'],
  [{ filter: null }, "The filter null can't be read."],
  [{ sort: "gone" }, "Bicycles can't be sorted by “gone”."],
  [{ sort: "-color" }, "Bicycles can't be sorted by “color”."],
  [{ sort: ["name"] }, 'The order ["name"] can\'t be read.'],
  [{ search: {} }, "The search {} can't be read."],
  [{ search: "x".repeat(201) }, "The search has 201 characters; it can have up to 200."],
  [{ cursor: null }, "The cursor null can't be read."],
  [{ from: "start" }, 'Pages are counted from the end or not, not from "start".'],
  [{ limit: "7" }, 'A page has 10, 20, 50, 100 rows, not "7".'],
  [{ filters: {} }, "A list is not asked for “filters”."],
])("%j is told instead of being left out", (address, problem) => {
  expect(read(address)).toEqual({ request: nothing, problems: [problem] });
});

test("what is understood beside it is kept for a list without it", () => {
  const { request, problems } = read({
    search: "a",
    filter: { gone: { equals: 1 }, name: { contains: "a", startsWith: "b" } },
  });
  expect(problems).toHaveLength(2);
  expect(addressOf(request)).toEqual({ ...nothing, search: "a", filter: { name: { contains: "a" } } });
});
