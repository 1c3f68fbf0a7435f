import type { AttributeKind } from "@pitstop/domain";
import { bigint } from "./bigint.tsx";
import { boolean } from "./boolean.tsx";
import { date } from "./date.tsx";
import { datetime } from "./datetime.tsx";
import { decimal } from "./decimal.tsx";
import { duration } from "./duration.tsx";
import { enumeration } from "./enumeration.tsx";
import { json } from "./json.tsx";
import type { Kind } from "./kind.ts";
import { number } from "./number.tsx";
import { relation } from "./relation.tsx";
import { text } from "./text.tsx";
import { uuid } from "./uuid.tsx";

export const kinds = {
  bigint,
  boolean,
  date,
  datetime,
  decimal,
  duration,
  enum: enumeration,
  json,
  number,
  relation,
  text,
  uuid,
} satisfies Record<AttributeKind | "relation", Kind>;
