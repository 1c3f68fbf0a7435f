import { z } from "zod";

/**
 * The same type of value without its rules: no length, range or pattern. Outputs use it, because a row that was
 * written before a rule was tightened is still a row, and one such row must not fail a whole page.
 */
export function unconstrained<S extends z.ZodType>(schema: S): S {
  if (schema instanceof z.ZodNullable) {
    return describedAs(schema, unconstrained(schema.unwrap() as z.ZodType).nullable()) as unknown as S; // same kind, rules apart
  }
  if (schema instanceof z.ZodStringFormat && schema.format === "decimal") {
    const { decimalMinimum: _min, decimalMaximum: _max, ...meta } = schema.meta() ?? {};
    return anyDecimal.meta(meta) as unknown as S; // another instance of the same class
  }
  const hasRules =
    schema instanceof z.ZodString || schema instanceof z.ZodStringFormat || schema instanceof z.ZodNumber;
  if (!hasRules) return schema;
  const { checks: _rules, ...definition } = schema.def;
  return describedAs(schema, schema.clone({ ...definition, checks: [] })) as S;
}

const anyDecimal = z.stringFormat("decimal", /^-?\d+(\.\d+)?$/);

function describedAs(original: z.ZodType, copy: z.ZodType): z.ZodType {
  const meta = original.meta();
  return meta ? copy.meta(meta) : copy;
}
