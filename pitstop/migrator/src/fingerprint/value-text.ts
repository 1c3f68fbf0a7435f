import { quoted } from "@pitstop/lint/sql";
import type { Column } from "./tables.ts";

/** What could change how a value reads as text. Row security is refused, because hidden rows would not be compared. */
export const textSettings = Object.entries({
  timezone: "UTC",
  datestyle: "ISO",
  intervalstyle: "iso_8601",
  extra_float_digits: "1",
  bytea_output: "hex",
  lc_monetary: "C",
  search_path: "pg_catalog",
  row_security: "off",
  // Compiling hundreds of small expressions takes longer than running them.
  jit: "off",
})
  .map(([name, value]) => `set local ${name} = '${value}'`)
  .join("; ");

/** The same text for the same value, whatever the scale of the type or its time zone. */
export function textOf({ name, baseType }: Column): string {
  const column = `t.${quoted(name)}`;
  if (baseType === "numeric") return `trim_scale(${column})::text`;
  if (baseType === "timestamp with time zone") return `(${column} at time zone 'UTC')::text`;
  return `${column}::text`;
}
