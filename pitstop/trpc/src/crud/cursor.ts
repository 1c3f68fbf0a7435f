import { hash } from "node:crypto";
import { Id } from "@pitstop/domain";
import { z } from "zod";
import { BadInput } from "../errors.ts";

/** A place in a sorted list, as servers of every version that runs can find it again. */
export interface Cursor {
  /**
   * The columns that hold what the list is ordered by, that of the version that made it first. Columns and not
   * attributes: the database keeps a renamed one in step under both names, and another type is another column.
   */
  columns: readonly string[];
  direction: "asc" | "desc";
  /** Undefined for the beginning of the list. */
  place?: Place | undefined;
}

/** The sort column's value and the id of a row, and which way to read from there. */
export interface Place {
  value: string | number | boolean | null;
  /** As answers have it: beyond 2^53 − 1 a text of its digits. */
  id: number | string;
  backward: boolean;
}

/** A cursor as clients hold it: opaque, and unusable once a character of it is changed. */
export function encodeCursor({ columns, direction, place }: Cursor): string {
  const content = JSON.stringify([columns, direction, place && [place.value, place.id, place.backward]]);
  return Buffer.from(checksum(content) + content).toString("base64url");
}

/** What a cursor says. Throws BadInput for one that is damaged or made up. */
export function decodeCursor(text: string): Cursor {
  const cursor = readCursor(text);
  if (cursor) return cursor;
  throw new BadInput(
    "This cursor can't be read. Pass nextCursor or previousCursor exactly as a page returned it, or request the first page.",
  );
}

/** Whether a cursor says by itself how its list is ordered, as those of lists by keyset do. */
export const saysItsOrder = (text: string): boolean => readCursor(text) !== undefined;

function readCursor(text: string): Cursor | undefined {
  const decoded = Buffer.from(text, "base64url").toString();
  const content = decoded.slice(CHECKSUM_LENGTH);
  if (checksum(content) !== decoded.slice(0, CHECKSUM_LENGTH)) return undefined;
  const { data } = Content.safeParse(parseJson(content));
  if (!data) return undefined;
  const [columns, direction, place] = data;
  if (!place) return { columns, direction };
  const [value, id, backward] = place;
  return { columns, direction, place: { value, id, backward } };
}

const Content = z.tuple([
  z.array(z.string()),
  z.enum(["asc", "desc"]),
  z.tuple([z.union([z.string(), z.number(), z.boolean(), z.null()]), Id, z.boolean()]).nullable(),
]);

const CHECKSUM_LENGTH = 8;
const checksum = (content: string): string =>
  hash("sha1", `pitstop cursor ${content}`).slice(0, CHECKSUM_LENGTH);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
