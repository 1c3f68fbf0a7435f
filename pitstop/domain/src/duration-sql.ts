/**
 * The SQL of an interval in ISO 8601, in the form of `intervalstyle = iso_8601`, whatever style the session has. Null for
 * null, and `PT0S` for zero. `value` is SQL that may stand several times.
 *
 * @example
 * durationSql(`"trips"."length"`);
 */
export function durationSql(value: string): string {
  const part = (field: string, letter: string) =>
    `trim_scale(nullif(extract(${field} from ${value}), 0))::text || '${letter}'`;
  const time = `'T' || nullif(concat(${part("hour", "H")}, ${part("minute", "M")}, ${part("second", "S")}), '')`;
  const written = `concat('P', ${part("year", "Y")}, ${part("month", "M")}, ${part("day", "D")}, ${time})`;
  return `case when ${value} is null then null when not isfinite(${value}) then ${value}::text else coalesce(nullif(${written}, 'P'), 'PT0S') end`;
}
