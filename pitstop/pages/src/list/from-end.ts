import type { Page, PageRequest, Sort } from "../api.ts";
import type { ListRequest } from "./list-search.ts";

const opposite = { asc: "desc", desc: "asc" } as const;

/**
 * What the API is asked for. The pages from the end are those of the opposite order from its start: nobody has to turn,
 * or the database to skip, all that lie before.
 */
export function pageRequestOf({ from, sort, ...request }: ListRequest): PageRequest {
  return { ...request, sort: from === "end" ? reversed(sort) : sort };
}

/** A page of the opposite order, as it stands in the order that was asked for. */
export const turned = ({ items, nextCursor, previousCursor }: Page): Page => ({
  items: items.toReversed(),
  nextCursor: previousCursor,
  previousCursor: nextCursor,
});

/** A list without an order is one by id. */
const reversed = ({ by, direction }: Sort = { by: "id", direction: "asc" }): Sort => ({
  by,
  direction: opposite[direction],
});
