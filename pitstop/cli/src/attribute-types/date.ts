import { z } from "zod";
import type { AttributeType } from "./attribute-type.ts";
import { badDefault, noArguments } from "./refusals.ts";

const DAY = 24 * 60 * 60 * 1000;

export const date: AttributeType = {
  name: "date",
  summary: "a calendar day",
  usage: "",
  rules: noArguments("date"),
  knows: [],
  zod: () => "z.iso.date()",
  entity: () => "p.date()",
  sql: () => "date",
  constant: (text) => {
    if (z.iso.date().safeParse(text).success && text >= "0001") return text;
    throw badDefault(text, "a day like 2026-01-31");
  },
  isSortable: true,
  canBeIndexed: () => true,
  isSearchable: false,
  example: (_rules, number) =>
    new Date(Date.UTC(2000, 0, 1) + (number % 20_000) * DAY).toISOString().slice(0, 10),
  edges: () => ["0001-01-01", "2024-02-29", "9999-12-31"],
  refused: () => ["2023-02-29", "31.01.2026", "2026-01-31T00:00:00.000Z", 1],
};
