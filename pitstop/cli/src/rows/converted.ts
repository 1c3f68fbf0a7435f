// A value of one attribute type in another one, as SQL. No setting of a session has a say in it.
import { durationSql } from "@pitstop/domain";
import { literal } from "@pitstop/migrator/recipes";
import type { Attribute } from "../attribute-types/attribute.ts";
import { columnType } from "../layers/sql.ts";

/** What there is to know of a value's type. An expression of a person counts as text: `{ type: "text", rules: {} }`. */
export type ValueType = Pick<Attribute, "type" | "rules">;

/** The type of what an expression gives, which only the database knows: its text is read. */
export const ofExpression: ValueType = { type: "text", rules: {} };

/** SQL over one value; each is null where the value is. */
export interface Converted {
  /** The value in the new type. Fails, or loses digits, if it isn't valid or exact. */
  readonly value: string;
  /** Whether the new type has such a value. */
  readonly isValid: string;
  /** Whether nothing gets lost of a valid value. Undefined if nothing can. */
  readonly isExact?: string;
}

/** A value of one type in another. Dates become midnight in `zone`, and moments the day there. */
export function converted(value: string, from: ValueType, to: ValueType, zone = "UTC"): Converted {
  const at = `at time zone ${literal(zone)}`;
  if (from.type === "date" && to.type === "datetime")
    return { value: `(${value})::timestamp ${at}`, isValid: "true" };
  if (from.type === "datetime" && to.type === "date") {
    const day = `((${value}) ${at})::date`;
    return { value: day, isValid: "true", isExact: `(${value}) = (${day})::timestamp ${at}` };
  }
  const { isExact, ...result } = ofText(`(${textOf(value, from)})`, to, at);
  return isExact === undefined || keepsDigits(from, to) ? result : { ...result, isExact };
}

/** Whether every value that the new type has at all keeps its digits. */
function keepsDigits(from: ValueType, to: ValueType): boolean {
  if (from.type === "integer") return to.type === "decimal" || to.type === "float";
  if (to.type !== "decimal") return false;
  return (
    from.type === "bigint" || (from.type === "decimal" && (from.rules.scale ?? 0) <= (to.rules.scale ?? 0))
  );
}

/** A value as text: days and moments in the form that the API gives them, in UTC, whatever a session prefers. */
export function textOf(value: string, { type }: ValueType): string {
  if (type === "date") return timeText(value, value, "-MM-DD");
  if (type === "datetime")
    return timeText(value, `(${value}) at time zone 'UTC'`, '-MM-DD"T"HH24:MI:SS.MS"Z"');
  if (type === "duration") return durationSql(`(${value})`);
  return `(${value})::text`;
}

/** Without the years 1 to 9999, only PostgreSQL has a form: with its era, or `infinity`. */
function timeText(value: string, inUtc: string, form: string): string {
  const year = `extract(year from ${inUtc})`;
  return `case when not isfinite(${value}) then (${value})::text when ${year} between 1 and 9999 then to_char(${inUtc}, 'YYYY${form}') else to_char(${inUtc}, 'FMYYYY${form} BC') end`;
}

/** A value of the type as the API has it on the wire, as JSON. */
export function wireOf(value: string, of: ValueType): string {
  const isItsOwn = ["integer", "float", "boolean", "json"].includes(of.type);
  return `to_jsonb(${isItsOwn ? value : textOf(value, of)})`;
}

const DAY = "^\\d{4}-\\d{2}-\\d{2}$";
const MOMENT = "^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?)?$";
const MOMENT_WITH_ZONE =
  "^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)? ?(Z|[+-]\\d{2}(:?\\d{2})?)$";

function ofText(text: string, to: ValueType, at: string): Converted {
  const type = columnType(to);
  const isInput = (of: string) => `pg_input_is_valid(${text}, ${literal(of)})`;
  // CASE keeps its order; AND doesn't have to.
  const ifInput = (of: string, then: string) => `case when ${isInput(of)} then ${then} else false end`;
  switch (to.type) {
    case "integer":
    case "bigint": {
      const number = `(${text})::numeric`;
      const isWhole = `${number} = trunc(${number}) and pg_input_is_valid(trunc(${number})::text, ${literal(type)})`;
      return { value: `${number}::${type}`, isValid: ifInput("numeric", isWhole) };
    }
    case "decimal":
      return {
        value: `(${text})::${type}`,
        isValid: isInput(type),
        isExact: `(${text})::numeric = (${text})::${type}`,
      };
    case "float":
      return {
        value: `(${text})::${type}`,
        isValid: isInput(type),
        isExact: `(${text})::numeric = ((${text})::${type})::text::numeric`,
      };
    case "date":
      return {
        value: `(${text})::date`,
        isValid: `case when ${text} ~ ${literal(DAY)} then ${isInput("date")} else false end`,
      };
    case "datetime": {
      const moment = (precision: string) =>
        `case when ${text} ~ ${literal(MOMENT_WITH_ZONE)} then (${text})::timestamptz${precision} else (${text})::timestamp${precision} ${at} end`;
      const isWritten = `${text} ~ ${literal(MOMENT)} or ${text} ~ ${literal(MOMENT_WITH_ZONE)}`;
      return {
        value: moment("(3)"),
        isValid: `case when ${isWritten} then ${isInput("timestamptz")} else false end`,
        isExact: `${moment("(3)")} = ${moment("")}`,
      };
    }
    case "duration":
      // PostgreSQL takes a number alone for seconds, which is a guess.
      return {
        value: `(${text})::${type}`,
        isValid: `case when ${text} ~ '[[:alpha:]:]' then ${isInput(type)} else false end`,
      };
    case "boolean":
    case "uuid":
    case "json":
      return { value: `(${text})::${type}`, isValid: isInput(type) };
    default: {
      const longest = /^varchar\((\d+)\)$/.exec(type)?.[1];
      // A cast to varchar(n) would cut what is too long; the assignment refuses it.
      return {
        value: text,
        isValid: longest === undefined ? "true" : `char_length(${text}) <= ${longest}`,
      };
    }
  }
}

/**
 * The value in the new type, where what isn't valid or exact fails the statement with its own text: nothing is rounded
 * that nobody means to round. Older code that writes such a value is refused.
 */
export function strictly(value: string, from: ValueType, to: ValueType, zone?: string): string {
  const { value: result, isValid, isExact } = converted(value, from, to, zone);
  if (isExact === undefined && (isValid === "true" || failsByItself(from, to))) return result;
  const isFine = isExact === undefined ? isValid : `case when ${isValid} then ${isExact} else false end`;
  const refused = `((${textOf(value, from)}) || ' does not fit')::${columnType(to)}`;
  return `case when ${isFine} then ${result} else ${refused} end`;
}

/** Whether a cast, or the assignment to the column, refuses each value that isn't valid. */
function failsByItself(from: ValueType, to: ValueType): boolean {
  const isWhole = from.type === "integer" || from.type === "bigint";
  if (to.type === "integer" || to.type === "bigint") return isWhole;
  return !["date", "datetime", "duration"].includes(to.type);
}

/** The value in the new type, or null if it has none. */
export function ifValid(value: string, from: ValueType, to: ValueType, zone?: string): string {
  const { value: result, isValid } = converted(value, from, to, zone);
  return isValid === "true" ? result : `case when ${isValid} then ${result} end`;
}
