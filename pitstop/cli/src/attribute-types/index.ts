import type { AttributeType } from "./attribute-type.ts";
import { bigint } from "./bigint.ts";
import { boolean } from "./boolean.ts";
import { date } from "./date.ts";
import { datetime } from "./datetime.ts";
import { decimal } from "./decimal.ts";
import { duration } from "./duration.ts";
import { email } from "./email.ts";
import { enumeration } from "./enum.ts";
import { float } from "./float.ts";
import { integer } from "./integer.ts";
import { json } from "./json.ts";
import { string } from "./string.ts";
import { text } from "./text.ts";
import { url } from "./url.ts";
import { uuid } from "./uuid.ts";

/** Every attribute type by its word in the grammar. */
export const attributeTypes: ReadonlyMap<string, AttributeType> = new Map(
  [
    bigint,
    boolean,
    date,
    datetime,
    decimal,
    duration,
    email,
    enumeration,
    float,
    integer,
    json,
    string,
    text,
    url,
    uuid,
  ].map((type) => [type.name, type]),
);
