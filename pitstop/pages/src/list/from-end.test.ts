import { expect, test } from "vitest";
import type { Row } from "../api.ts";
import { pageRequestOf, turned } from "./from-end.ts";
import type { ListRequest } from "./list-search.ts";

const request: ListRequest = {
  search: "volvo",
  sort: undefined,
  filter: { name: { contains: "a" } },
  cursor: "abc",
  from: undefined,
  limit: 50,
};
const { from: _from, ...asked } = request;
const row = (id: number): Row => ({ id, version: 1, createdAt: "", updatedAt: "" });

test("pages from the start are asked for in their own order", () => {
  const sort = { by: "name", direction: "desc" } as const;
  expect(pageRequestOf({ ...request, sort })).toEqual({ ...asked, sort });
});

test.each([
  [undefined, { by: "id", direction: "desc" }],
  [{ by: "name", direction: "asc" } as const, { by: "name", direction: "desc" }],
  [{ by: "name", direction: "desc" } as const, { by: "name", direction: "asc" }],
])("pages from the end of the order %j are those of %j from its start", (sort, opposite) => {
  expect(pageRequestOf({ ...request, sort, from: "end" })).toEqual({ ...asked, sort: opposite });
});

test("a page of the opposite order is shown backward, and so is the way on", () => {
  const page = { items: [row(406), row(405)], nextCursor: "before", previousCursor: null };
  expect(turned(page)).toEqual({ items: [row(405), row(406)], nextCursor: null, previousCursor: "before" });
});
