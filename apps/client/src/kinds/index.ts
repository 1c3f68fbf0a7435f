import type { AttributeKind } from "@pitstop/types";
import { boolean } from "./boolean.tsx";
import { date } from "./date.tsx";
import { datetime } from "./datetime.tsx";
import { enumeration } from "./enumeration.tsx";
import { json } from "./json.tsx";
import type { Kind } from "./kind.ts";
import { number } from "./number.tsx";
import { relation } from "./relation.tsx";
import { text } from "./text.tsx";

export const kinds = {
  boolean,
  date,
  datetime,
  enum: enumeration,
  json,
  number,
  relation,
  text,
} satisfies Record<AttributeKind | "relation", Kind>;
