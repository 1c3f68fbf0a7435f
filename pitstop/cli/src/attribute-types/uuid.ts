import { z } from "zod";
import type { AttributeType } from "./attribute-type.ts";
import { badDefault, noArguments } from "./refusals.ts";

export const uuid: AttributeType = {
  name: "uuid",
  summary: "a UUID",
  usage: "",
  rules: noArguments("uuid"),
  knows: [],
  zod: () => "z.uuid()",
  entity: () => "p.uuid()",
  sql: () => "uuid",
  constant: (text) => {
    if (z.uuid().safeParse(text).success) return text.toLowerCase();
    throw badDefault(text, "a UUID");
  },
  isSortable: false,
  canBeIndexed: () => true,
  isSearchable: false,
  example: (_rules, number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0").slice(-12)}`,
  edges: () => ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
  refused: () => ["", "00000000-0000-0000-0000", 1],
};
