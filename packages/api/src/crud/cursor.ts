import { hash } from "node:crypto";
import { Id, innermost, recordAttributes, sortKeys, unconstrained } from "@pitstop/types";
import { z } from "zod";
import { contractVersion } from "../contract/version.ts";
import { BadInput } from "../errors.ts";
import type { Domain } from "./table.ts";

/** A place in a sorted list: the sort attribute's value and the id of a row, and which way to read from there. */
export interface Cursor {
  by: string;
  direction: "asc" | "desc";
  value: unknown;
  id: number;
  backward: boolean;
  /** Of the API that made it; undefined where that did not say it yet. */
  version?: string | undefined;
}

/** A cursor as clients hold it: opaque, and unusable once a character of it is changed. */
export function encodeCursor({ by, direction, value, id, backward, version }: Cursor): string {
  const place = JSON.stringify([by, direction, value, id, backward, version]);
  return Buffer.from(checksum(place) + place).toString("base64url");
}

/** What a cursor says; undefined for one that is damaged or made up. */
export function readCursor(text: string): Cursor | undefined {
  const content = Buffer.from(text, "base64url").toString();
  const place = content.slice(CHECKSUM_LENGTH);
  if (checksum(place) !== content.slice(0, CHECKSUM_LENGTH)) return undefined;
  const { data } = Place.safeParse(parseJson(place));
  if (!data) return undefined;
  const [by, direction, value, id, backward, version] = data;
  return { by, direction, value, id, backward, version: version ?? undefined };
}

/**
 * The place from which a list goes on. One that a server of another version gave continues the list in the order in
 * which that began it; where this version has no such order it is undefined, and the list begins anew. Throws BadInput
 * for a cursor that is damaged, made up, or of a list in another order.
 */
export function decodeCursor(
  domain: Domain,
  text: string,
  sort: { by: string; direction: string },
): Cursor | undefined {
  const cursor = readCursor(text);
  if (!cursor) throw new BadInput(UNREADABLE);
  const { by, direction, value, version } = cursor;
  const isReadable = value === null || valueSchema(domain, by).safeParse(value).success;
  if (version !== contractVersion) return isReadable && hasOrder(domain, by) ? cursor : undefined;
  if (by !== sort.by || direction !== sort.direction) {
    throw new BadInput("This cursor belongs to a list in another order. Ask for the first page again.");
  }
  if (!isReadable) throw new BadInput(UNREADABLE);
  return cursor;
}

const hasOrder = ({ attributes }: Domain, by: string): boolean => sortKeys(attributes).includes(by);

const UNREADABLE =
  "This cursor cannot be read. Take nextCursor or previousCursor of a page as it was given, or ask for the first page.";

const Place = z.tuple([
  z.string(),
  z.enum(["asc", "desc"]),
  z.unknown(),
  Id,
  z.boolean(),
  z.string().nullish(),
]);

const CHECKSUM_LENGTH = 8;
const checksum = (place: string): string => hash("sha1", `pitstop cursor ${place}`).slice(0, CHECKSUM_LENGTH);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function valueSchema(domain: Domain, by: string): z.ZodType {
  const attributes: Record<string, z.ZodType> = { id: Id, ...domain.attributes, ...recordAttributes };
  const schema = Object.hasOwn(attributes, by) ? attributes[by] : undefined;
  return schema ? unconstrained(innermost(schema)) : z.never();
}
