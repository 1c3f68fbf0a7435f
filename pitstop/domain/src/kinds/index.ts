import type { z } from "zod";
import { bigint } from "./bigint.ts";
import { boolean } from "./boolean.ts";
import { date } from "./date.ts";
import { datetime } from "./datetime.ts";
import { decimal } from "./decimal.ts";
import { duration } from "./duration.ts";
import { enumeration } from "./enumeration.ts";
import { json } from "./json.ts";
import { number } from "./number.ts";
import { text } from "./text.ts";
import { uuid } from "./uuid.ts";

/** Every kind of value, the special before the general: a decimal is a text too, and everything is JSON. */
export const kinds = {
  bigint,
  boolean,
  date,
  datetime,
  decimal,
  duration,
  enum: enumeration,
  number,
  uuid,
  text,
  json,
};

/** The input and the table cell that an attribute asks for. */
export type AttributeKind = keyof typeof kinds;

const all = Object.entries(kinds) as [AttributeKind, (typeof kinds)[AttributeKind]][]; // entries forget the keys

/** Which kind of value a schema states; the schema has no default and is not nullable. */
export const kindOfBare = (bare: z.ZodType): AttributeKind =>
  all.find(([, kind]) => kind.holds(bare))?.[0] ?? "json";
export type { KindCondition } from "./kind.ts";
