import { z } from "zod";
import { Id, isNullable } from "./attribute.ts";
import { compared, conditionsOf, searched } from "./value-schemas.ts";

/** How many values an `in` may list. */
export const MAX_VALUES_IN_FILTER = 100;

type Bare<S> = S extends z.ZodDefault<infer T> ? Bare<T> : S extends z.ZodNullable<infer T> ? Bare<T> : S;
type ValueOf<S> = z.infer<Bare<S>>;

/** The conditions on one attribute; all that are given must hold. */
export type AttributeFilter<S> = {
  equals?: ValueOf<S> | undefined;
  in?: ValueOf<S>[] | undefined;
  isNull?: boolean | undefined;
} & (ValueOf<S> extends boolean
  ? unknown
  : ValueOf<S> extends string
    ? { contains?: string | undefined; from?: ValueOf<S> | undefined; to?: ValueOf<S> | undefined }
    : { from?: ValueOf<S> | undefined; to?: ValueOf<S> | undefined });

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
