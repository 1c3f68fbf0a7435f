import { z } from "zod";
import type { AttributeType } from "./attribute-type.ts";
import { badDefault, noArguments } from "./refusals.ts";

/** In the form in which PostgreSQL keeps it, so that an answer is what was sent. */
export const duration: AttributeType = {
  name: "duration",
  summary: "a span of time; an ISO 8601 text in code",
  usage: "",
  rules: noArguments("duration"),
  knows: [],
  zod: () => "z.iso.duration()",
  entity: () => "p.interval()",
  sql: () => "interval",
  constant: (text) => {
    if (z.iso.duration().safeParse(text).success) return text.replace(",", ".");
    throw badDefault(text, "a duration like P1DT2H30M");
  },
  isSortable: true,
  canBeIndexed: () => true,
  isSearchable: false,
  example: (_rules, number) => `PT${Math.floor(number / 59) + 1}H${(number % 59) + 1}M`,
  edges: () => ["PT0S", "PT0.000001S", "P1Y2M3DT4H5M6.5S", "P100000Y"],
  refused: () => ["", "P", "1 day", "P1H", "-P1D", 1],
};
