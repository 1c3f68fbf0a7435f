import { z } from "zod";

/** A condition that only some kinds of value offer; every kind has `equals` and `in`. */
export type KindCondition = "contains" | "from" | "to";

/** What one kind of value means for schemas. Schemas are given without default and nullability. */
export interface Kind {
  /** Whether a schema states a value of this kind. */
  readonly holds: (bare: z.ZodType) => boolean;
  readonly conditions: readonly KindCondition[];
  /** A stored value in an answer: its type alone. Whoever wrote it, it can be read. */
  readonly answered: (bare: z.ZodType) => z.ZodType;
  /** A value in an input: the rules of the domain, and what holds for every value of this kind. */
  readonly accepted: (bare: z.ZodType) => z.ZodType;
  /** A value that a filter compares with: whatever may be stored can be asked for. */
  readonly compared: (bare: z.ZodType) => z.ZodType;
  /** Values that may fit a schema, best first; other values for another number. */
  readonly examples: (bare: z.ZodType, number: number) => unknown[];
}

/** The schema with checks that run before and after its own. */
export function withChecks(
  schema: z.ZodType,
  before: readonly z.core.$ZodCheck[],
  after: readonly z.core.$ZodCheck[] = [],
): z.ZodType {
  const { checks = [] } = schema.def;
  return schema.clone({ ...schema.def, checks: [...before, ...checks, ...after] });
}

/** A check of a value by its own words. */
export const refusedIf = (isWrong: (value: string) => boolean, message: string): z.core.$ZodCheck =>
  z.refine((value: string) => !isWrong(value), { error: message, abort: true });
