import { hash } from "node:crypto";
import { Id, innermost, recordAttributes, unconstrained } from "@pitstop/types";
import { z } from "zod";
import { BadInput } from "../errors.ts";
import type { Domain } from "./table.ts";

/** A place in a sorted list: the sort attribute's value and the id of a row, and which way to read from there. */
export interface Cursor {
  by: string;
  direction: "asc" | "desc";
  value: unknown;
  id: number;
  backward: boolean;
}

/** A cursor as clients hold it: opaque, and unusable once a character of it is changed. */
export function encodeCursor({ by, direction, value, id, backward }: Cursor): string {
  const place = JSON.stringify([by, direction, value, id, backward]);
  return Buffer.from(checksum(place) + place).toString("base64url");
}

/** Reads a cursor; throws BadInput for one that is damaged, made up, or of a list in another order. */
export function decodeCursor(domain: Domain, text: string, sort: { by: string; direction: string }): Cursor {
  const content = Buffer.from(text, "base64url").toString();
  const place = content.slice(CHECKSUM_LENGTH);
  if (checksum(place) !== content.slice(0, CHECKSUM_LENGTH)) throw new BadInput(UNREADABLE);
  const parsed = Place.safeParse(parseJson(place));
  if (!parsed.success) throw new BadInput(UNREADABLE);
  const [by, direction, value, id, backward] = parsed.data;
  if (by !== sort.by || direction !== sort.direction) {
    throw new BadInput("This cursor belongs to a list in another order. Ask for the first page again.");
  }
  const isValueOfAttribute = value === null || valueSchema(domain, by).safeParse(value).success;
  if (!isValueOfAttribute) throw new BadInput(UNREADABLE);
  return { by, direction, value, id, backward };
}

const UNREADABLE =
  "This cursor cannot be read. Take nextCursor or previousCursor of a page as it was given, or ask for the first page.";

const Place = z.tuple([z.string(), z.enum(["asc", "desc"]), z.unknown(), Id, z.boolean()]);

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
