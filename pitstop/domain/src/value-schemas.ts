import { z } from "zod";
import { innermost, isNullable, kindOf } from "./attribute.ts";
import { type KindCondition, kinds } from "./kinds/index.ts";
import { withChecks } from "./kinds/kind.ts";
import { storable } from "./kinds/text.ts";

/**
 * The schema of an attribute in answers: the type of its values, and no rule of length, range, pattern or format. A
 * row that another program wrote, or that is older than a rule, is still a row, and must not fail a whole page.
 */
export function answered(attribute: z.ZodType): z.ZodType {
  const value = kinds[kindOf(attribute)].answered(innermost(attribute));
  const { decimalMinimum: _min, decimalMaximum: _max, ...meta } = attribute.meta() ?? {};
  return (isNullable(attribute) ? value.nullable() : value).meta(meta);
}

/** The schema of an attribute in inputs: its own rules, and those of its kind. */
export function accepted(attribute: z.ZodType): z.ZodType {
  const isAround =
    attribute instanceof z.ZodDefault ||
    attribute instanceof z.ZodNullable ||
    attribute instanceof z.ZodOptional;
  const copy = isAround
    ? attribute.clone({
        ...attribute.def,
        innerType: accepted(attribute.def.innerType as z.ZodType),
      } as never) // the same class around a schema of the same kind
    : kinds[kindOf(attribute)].accepted(attribute);
  const meta = attribute.meta();
  return meta ? copy.meta(meta) : copy;
}

/** The schema of a value that an attribute is compared with: limits say what may be stored, not what may be asked. */
export const compared = (attribute: z.ZodType): z.ZodType =>
  kinds[kindOf(attribute)].compared(innermost(attribute));

/** The conditions on an attribute beside `equals`, `in` and `isNull`. */
export const conditionsOf = (attribute: z.ZodType): readonly KindCondition[] =>
  kinds[kindOf(attribute)].conditions;

/** A part of a text that is looked for: what no column can hold is in none. */
export const searched = (part: z.ZodString): z.ZodType<string, string> =>
  withChecks(part, storable) as z.ZodType<string, string>; // the same class, with more checks
