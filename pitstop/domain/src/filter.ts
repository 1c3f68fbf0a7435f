import { z } from "zod";
import { Id, isNullable } from "./attribute.ts";
import { compared, conditionsOf, searched } from "./value-schemas.ts";

/** How many values an `in` may list. */
export const MAX_VALUES_IN_FILTER = 100;

type Bare<S> = S extends z.ZodDefault<infer T> | z.ZodNullable<infer T> | z.ZodOptional<infer T>
  ? Bare<T>
  : S;
type ValueOf<S> = z.infer<Bare<S>>;

/** Whether null is a value of the attribute. */
type IsNullable<S> = null extends z.infer<S> ? true : false;

/** The formats of texts that are no text to people: none is looked for by a part of it. */
type ExactFormat = z.ZodISODate | z.ZodISODateTime | z.ZodISODuration | z.ZodUUID | z.ZodGUID;
type ExactText = z.ZodCustomStringFormat<"decimal"> | z.ZodCustomStringFormat<"int64">;

/** The conditions of the kind, as the record of its kind names them. */
type KindConditionsOf<B> = B extends z.ZodUUID | z.ZodGUID | z.ZodEnum | z.ZodBoolean
  ? never
  : B extends ExactFormat | ExactText | z.ZodNumber
    ? "from" | "to"
    : B extends z.ZodString | z.ZodStringFormat
      ? "contains" | "from" | "to"
      : never;

type KindConditions<B, V> = {
  [K in KindConditionsOf<B>]?: (K extends "contains" ? string : V) | undefined;
};

/** The conditions on one attribute; all that are given must hold. */
export type AttributeFilter<S> = {
  equals?: ValueOf<S> | undefined;
  in?: ValueOf<S>[] | undefined;
} & (IsNullable<S> extends true ? { isNull?: boolean | undefined } : unknown) &
  KindConditions<Bare<S>, ValueOf<S>>;

/** The conditions on a relation, by the id of the related record. */
export interface RelationFilter {
  equals?: number | undefined;
  in?: number[] | undefined;
  isNull?: boolean | undefined;
}

/** The filter schema of a relation. */
export function relationFilter(nullable: boolean): z.ZodType<RelationFilter, RelationFilter> {
  const filter = z.strictObject({
    equals: Id.optional(),
    in: z.array(Id).max(MAX_VALUES_IN_FILTER).optional(),
    isNull: z.boolean().optional(),
  });
  return nullable ? filter : filter.omit({ isNull: true });
}

/**
 * The filter schema of an attribute: equality and lists for every type, `contains` for text, `from` and `to`
 * (both inclusive) for what has an order, `isNull` for what may be empty.
 */
export function attributeFilter<S extends z.ZodType>(
  attribute: S,
): z.ZodType<AttributeFilter<S>, AttributeFilter<S>> {
  const value = compared(attribute);
  const conditions = conditionsOf(attribute);
  const schema = z.strictObject({
    equals: value.optional(),
    in: z.array(value).max(MAX_VALUES_IN_FILTER).optional(),
    ...(conditions.includes("contains") && { contains: searched(z.string().min(1).max(200)).optional() }),
    ...(conditions.includes("from") && { from: value.optional(), to: value.optional() }),
    ...(isNullable(attribute) && { isNull: z.boolean().optional() }),
  });
  return schema as unknown as z.ZodType<AttributeFilter<S>, AttributeFilter<S>>; // the optional keys depend on the runtime kind
}
