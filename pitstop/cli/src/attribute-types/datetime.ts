import { z } from "zod";
import type { AttributeType } from "./attribute-type.ts";
import { badDefault, noArguments } from "./refusals.ts";

const HOUR = 60 * 60 * 1000;

export const datetime: AttributeType = {
  name: "datetime",
  summary: "a point in time, to the millisecond",
  usage: "",
  rules: noArguments("datetime"),
  knows: [],
  zod: () => "z.iso.datetime()",
  entity: () => "p.datetime(3)",
  sql: () => "timestamptz(3)",
  constant: (text) => {
    const isMoment = z.iso.datetime().safeParse(text).success && text >= "0001";
    if (!isMoment) throw badDefault(text, "a moment like 2026-01-31T12:00:00.000Z");
    return new Date(text).toISOString();
  },
  isSortable: true,
  canBeIndexed: () => true,
  isSearchable: false,
  example: (_rules, number) => new Date(Date.UTC(2000, 0, 1) + (number % 200_000) * HOUR).toISOString(),
  edges: () => ["0001-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  refused: () => ["2026-01-31", "2026-13-01T00:00:00.000Z", 1],
};
