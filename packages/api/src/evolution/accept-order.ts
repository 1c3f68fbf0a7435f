import { sortKeys } from "@pitstop/types";
import { z } from "zod";
import { type Cursor, decodeCursor, encodeCursor } from "../crud/cursor.ts";
import { OtherOrder, UnknownToThisVersion } from "../errors.ts";
import type { Acceptance } from "./accept-input.ts";

type Input = Record<string, unknown>;

/**
 * An order as clients of every version ask for it. `columns` is added by `createClient` to an order by an attribute that
 * was renamed or changed its type: the columns that the attribute has and had.
 */
const Sort = z.strictObject({
  by: z.string(),
  direction: z.enum(["asc", "desc"]).optional(),
  columns: z.array(z.string()).optional(),
});

/**
 * The input of a list with the order as this version takes it. One that only the columns of the database can tell, for
 * no attribute of this version has it, becomes a cursor at the beginning of that list; the cursor of a page that was
 * read already says by itself what the order is. Throws OtherOrder where the two differ, and UnknownToThisVersion for
 * an order that a client of another version knows and this version does not.
 */
export function acceptOrder(input: Input, acceptance: Acceptance): Input {
  const { data: sort } = Sort.safeParse(input.sort);
  if (!sort) return input;
  const columns = columnsOf(sort, acceptance);
  if (!columns) return input;
  const { direction = "asc" } = sort;
  const { sort: _sort, ...accepted } = input;
  if (typeof input.cursor !== "string") return { ...accepted, cursor: encodeCursor({ columns, direction }) };
  if (!isOf(decodeCursor(input.cursor), columns, direction)) throw new OtherOrder();
  return accepted;
}

const isOf = (cursor: Cursor, columns: readonly string[], direction: string): boolean =>
  cursor.direction === direction && cursor.columns.some((column) => columns.includes(column));

/** The columns that an order is by; undefined where it is that of an attribute of this version, or of nothing at all. */
function columnsOf(
  { by, columns }: z.infer<typeof Sort>,
  { domain, former, isOtherVersion, notices }: Acceptance,
): readonly string[] | undefined {
  const isKnown = sortKeys(domain.attributes).includes(by);
  const isOfBefore = !isKnown || (isOtherVersion && former?.retyped.has(by));
  const before = isOfBefore ? former?.columns.get(by) : undefined;
  const name = former?.renamed.get(by);
  if (name !== undefined && !isKnown) notices.renamed(`${domain.name}.${by}`, name);
  if (columns && (isOtherVersion || former?.columnsNow.has(by))) return columns;
  if (before !== undefined) return [before];
  if (isKnown || !isOtherVersion) return undefined;
  throw new UnknownToThisVersion(
    `The order of ${domain.label.many.toLowerCase()} by ${JSON.stringify(by.slice(0, 100))}`,
  );
}
