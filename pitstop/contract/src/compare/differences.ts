import type { Definitions, JsonSchema, Schema } from "../schema.ts";
import { canonical } from "../sorted.ts";
import { arrayDifferences } from "./arrays.ts";
import { constraintDifferences } from "./constraints.ts";
import { type Difference, tolerate, under } from "./difference.ts";
import { listedValueDifferences } from "./listed-values.ts";
import { objectDifferences } from "./objects.ts";
import { opaqueDifferences } from "./opaque-differences.ts";
import { type Alternative, isAnything, type NamedValues, type Shape } from "./shape.ts";
import { resolved, shapesOf } from "./shape-of.ts";
import { typeDifferences } from "./types.ts";
import { unionDifferences } from "./unions.ts";

/** What the parts of the comparison ask of each other. */
export interface Comparison {
  schemas(before: Schema, after: Schema): readonly Difference[];
  alternatives(before: Alternative, after: Alternative): readonly Difference[];
  shapeBefore(schema: Schema): Shape;
  shapeAfter(schema: Schema): Shape;
}

/**
 * Compares schemas of two contracts. A pair that is under comparison already counts as equal where it is met again, so
 * that recursive schemas end; what was found under such an assumption is not remembered.
 */
export function comparison(before: Definitions, after: Definitions): Comparison {
  const underWay = new Map<JsonSchema, Map<JsonSchema, number>>();
  const known = new WeakMap<JsonSchema, WeakMap<JsonSchema, readonly Difference[]>>();
  let depth = 0;
  /** The outermost pair under way that the present result relies on. */
  let reliesOn = Number.POSITIVE_INFINITY;

  const schemas = (old: Schema, now: Schema): readonly Difference[] => {
    const [left, right] = [asObject(resolved(before, old)), asObject(resolved(after, now))];
    const found = known.get(left)?.get(right);
    if (found) return found;
    const assumed = underWay.get(left)?.get(right);
    if (assumed !== undefined) {
      reliesOn = Math.min(reliesOn, assumed);
      return [];
    }
    return remembered(left, right);
  };

  const remembered = (left: JsonSchema, right: JsonSchema): readonly Difference[] => {
    const outer = reliesOn;
    const own = depth++;
    reliesOn = Number.POSITIVE_INFINITY;
    const pairs = underWay.get(left) ?? new Map<JsonSchema, number>();
    underWay.set(left, pairs.set(right, own));
    const result = shapes(left, right);
    pairs.delete(right);
    depth -= 1;
    if (reliesOn >= own) {
      const results = known.get(left) ?? new WeakMap<JsonSchema, readonly Difference[]>();
      known.set(left, results.set(right, result));
      reliesOn = outer;
    } else reliesOn = Math.min(outer, reliesOn);
    return result;
  };

  const shapes = (left: JsonSchema, right: JsonSchema): readonly Difference[] => {
    const [old, now] = [self.shapeBefore(left).alternatives, self.shapeAfter(right).alternatives];
    const types = tolerated(typeDifferences(old, now), now);
    // Beside a schema that accepts anything, what the other one says within is no difference of its own.
    if (types.length > 0 && isAnything(left) !== isAnything(right)) return types;
    return unique([...types, ...unionDifferences(self, old, now)]);
  };

  const alternatives = (left: Alternative, right: Alternative): readonly Difference[] => {
    const opaque = opaqueDifferences(self, left, right);
    const listed = listedValueDifferences(left, right);
    if (listed) return [...opaque, ...tolerated(listed, [right])];
    const found = constraintDifferences(left, right);
    if (left.kind === "array" && right.kind === "array") found.push(...arrayDifferences(self, left, right));
    if (left.kind === "object" && right.kind === "object")
      found.push(...objectDifferences(self, left, right));
    if (left.kind === "named" && right.kind === "named") found.push(...partDifferences(self, left, right));
    return [
      ...opaque,
      ...(right.kind !== "null" && right.lenient === "caught" ? found.map(tolerate) : found),
    ];
  };

  const self: Comparison = {
    schemas,
    alternatives,
    shapeBefore: shapesOf(before),
    shapeAfter: shapesOf(after),
  };
  return self;
}

function partDifferences(comparison: Comparison, before: NamedValues, after: NamedValues): Difference[] {
  const places = new Set([...before.parts.keys(), ...after.parts.keys()]);
  return [...places].flatMap((place) =>
    under(place, comparison.schemas(before.parts.get(place) ?? true, after.parts.get(place) ?? true)),
  );
}

/** A value of another type is no loss where it is converted, whatever it is. */
const tolerated = (found: readonly Difference[], after: readonly Alternative[]): readonly Difference[] =>
  after.some((each) => each.kind !== "null" && (each.lenient === "any" || each.lenient === "caught"))
    ? found.map(tolerate)
    : found;

/** What accepts anything says the same of each type. */
function unique(found: readonly Difference[]): readonly Difference[] {
  return found.length < 2 ? found : [...new Map(found.map((each) => [canonical(each), each])).values()];
}

const ANYTHING: JsonSchema = {};
const NOTHING: JsonSchema = { not: {} };

/** `true` contains itself (a list of anything is something): as an object it is met again like any recursive schema. */
const asObject = (schema: Schema): JsonSchema => {
  if (typeof schema === "object") return schema;
  return schema ? ANYTHING : NOTHING;
};
