// What JSON carries of a column's values, and what PostgreSQL reads of it again.
import { durationSql } from "@pitstop/domain";
import type { Column } from "./table.ts";
import { answeredDay, answeredMoment, answeredWholeNumber } from "./wire-value.ts";

/**
 * The SQL of a column's value as answers carry it, for what is stored in this form. Whatever the column holds has a form:
 *
 * - Moments and days are ISO 8601, moments in UTC. Years outside 0001 to 9999 have a sign and six digits (`+012024-…`,
 *   `-000043-…` for 44 BC), as JavaScript writes them; the ends of time are `infinity` and `-infinity`.
 * - Durations are ISO 8601 (`P1DT2H`), whatever style the session has.
 * - What the API calls a text is the text that PostgreSQL has for it: `NaN` of a decimal, too.
 * - A float that is no number is the text `NaN`, `Infinity` or `-Infinity`, which PostgreSQL's own JSON makes of it.
 * - A whole number that JavaScript would round is a text of its digits.
 */
export function answeredSql(column: Column, alias: string): string {
  return formOf(column)(`${alias}.${column.sql}`, column.type);
}

/** Makes what an answer carries of a value that came as `readSql` gives it. */
export type Answered = (value: unknown) => unknown;

/**
 * The SQL of a column's value on its way to an answer, where `answeredOf` completes it. PostgreSQL sets an expression up anew
 * for each statement it runs: what only rare values need costs every answer there (figures in bench/README.md).
 */
export function readSql(column: Column, alias: string): string {
  const value = `${alias}.${column.sql}`;
  const form = formOf(column);
  if (form === momentSql) return `${value} ${UTC}`;
  return form === daySql || isWholeNumber(column) ? value : form(value, column.type);
}

/** What completes the values that `readSql` reads; undefined where nothing is left to do. */
export function answeredOf(column: Column): Answered | undefined {
  const form = formOf(column);
  if (form === momentSql) return answeredMoment;
  if (form === daySql) return answeredDay;
  return isWholeNumber(column) ? answeredWholeNumber : undefined;
}

type Form = (value: string, type: string) => string;

/** Of a column that only older code knows, the type is known for certain. */
const formOf = ({ type, kind }: Column): Form => formOfType[type] ?? formOfKind[kind];

const isWholeNumber = ({ type, kind }: Column): boolean => type === "bigint" && kind === "number";

const asText: Form = (value) => `${value}::text`;
const asItIs: Form = (value) => value;

/** A bigint as a number, or as its digits where a JavaScript number would be another one. */
export const wholeNumberSql = (value: string): string =>
  `case when ${value} between -${Number.MAX_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER} then to_json(${value}) else to_json(${value}::text) end`;

const UTC = "at time zone 'UTC'";
const TIME = `"T"HH24:MI:SS.MS"Z"`;

const momentSql = (value: string): string =>
  `case when ${value} >= timestamptz '0001-01-01 00:00Z' and ${value} < timestamptz '10000-01-01 00:00Z' then to_char(${value} ${UTC}, 'YYYY-MM-DD${TIME}') ${rareYearsSql(value, `(${value} ${UTC})`, `to_char(${value} ${UTC}, '-MM-DD${TIME}')`)} end`;

const daySql = (value: string): string =>
  `case when ${value} between date '0001-01-01' and date '9999-12-31' then to_char(${value}, 'YYYY-MM-DD') ${rareYearsSql(value, value, monthAndDay(value))} end`;

/** `to_char` takes a day for a moment, and there are more days than moments. */
const monthAndDay = (value: string): string =>
  ["month", "day"].map((part) => `'-' || lpad(extract(${part} from ${value})::text, 2, '0')`).join(" || ");

/** Year 0 is 1 BC, for which PostgreSQL counts −1. */
function rareYearsSql(value: string, local: string, rest: string): string {
  const year = `(extract(year from ${local})::int + case when extract(year from ${local}) < 0 then 1 else 0 end)`;
  const digits = `lpad(abs(${year})::text, greatest(6, length(abs(${year})::text)), '0')`;
  const written = `case when ${year} = 0 then '0000' when ${year} < 0 then '-' || ${digits} else '+' || ${digits} end`;
  return `when isfinite(${value}) then ${written} || ${rest} else ${value}::text`;
}

/** Whether the form of a column's values in answers is too rough to find the place of one in an order again. */
export const isRoughlyAnswered = (column: Column): boolean =>
  column.type === "timestamptz" || column.type === "date" || isWholeNumber(column);

/** A value as PostgreSQL takes it: `pg` would send an object as JSON by itself, but a list as an array. */
export function sentValue({ kind }: Column, value: unknown): unknown {
  if (value === null) return value;
  if (kind === "json") return JSON.stringify(value);
  return (kind === "date" || kind === "datetime") && typeof value === "string" ? inYearsOfSql(value) : value;
}

/** PostgreSQL writes years without a sign, and 44 BC for −43. */
function inYearsOfSql(text: string): string {
  const [, sign = "", digits = "", rest = ""] = /^(?:([+-])(\d{6,7})|0000)(-.*)$/.exec(text) ?? [];
  if (rest === "") return text;
  const year = Number(digits) * (sign === "-" ? -1 : 1);
  return year > 0 ? `${year}${rest}` : `${String(1 - year).padStart(4, "0")}${rest.replace("Z", "+00")} BC`;
}

const formOfType: Readonly<Record<string, Form>> = {
  date: daySql,
  interval: durationSql,
  timestamptz: momentSql,
};

const formOfKind: Readonly<Record<Column["kind"], Form>> = {
  bigint: asText,
  boolean: asItIs,
  date: daySql,
  datetime: momentSql,
  decimal: asText,
  duration: durationSql,
  enum: asText,
  json: asItIs,
  number: (value, type) => (type === "bigint" ? wholeNumberSql(value) : value),
  text: asText,
  uuid: asItIs,
};
