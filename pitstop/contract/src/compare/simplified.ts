import type { JsonValue } from "../schema.ts";
import { canonical } from "../sorted.ts";
import { admits } from "./admits.ts";
import { deprecatedIn, isCurrentIn, type ListedValues, retiredAmong } from "./announced-values.ts";
import type { Alternative, Kind } from "./shape.ts";

/**
 * The same union in fewer words: values that the rules beside them refuse are no values, lists of values of one kind
 * are one list, and what is there twice is there once.
 */
export function simplified(alternatives: readonly Alternative[]): Alternative[] {
  if (alternatives.length < 2 && !alternatives.some(isListed)) return [...alternatives];
  const lists = new Map<Kind, Alternative>();
  const rest = new Map<string, Alternative>();
  for (const each of alternatives) {
    if (!isListed(each)) rest.set(textOf(each), each);
    else lists.set(each.kind, withMore(lists.get(each.kind), each));
  }
  const listed = [...lists.values()]
    .filter((each) => isListed(each) && each.values.length > 0)
    .map(withoutFullList);
  return [...listed, ...rest.values()];
}

type Listed = Exclude<Alternative, { kind: "null" }> & { values: readonly JsonValue[] };

const isListed = (alternative: Alternative): alternative is Listed =>
  alternative.kind !== "null" && alternative.values !== undefined;

/** The rules beside a list are done with once its values are checked against them. */
function withMore(known: Alternative | undefined, { values, ...each }: Listed): Alternative {
  const isScalar = each.kind === "number" || each.kind === "string" || each.kind === "boolean";
  const kept = isScalar ? values.filter((value) => admits({ ...each, others: NONE }, value)) : values;
  const before = known && isListed(known) ? known : NO_VALUES;
  const all = new Map([...before.values, ...kept].map((value) => [canonical(value), value]));
  const isCurrent = (value: JsonValue) =>
    isCurrentIn(before)(value) || isCurrentIn({ ...each, values })(value);
  const integers = each.kind === "number" ? { isInteger: [...all.values()].every(Number.isInteger) } : {};
  const { retiredValues: _own, ...rest } = each;
  const retired = retiredAmong([...all.values()], (value) => !isCurrent(value));
  return {
    ...rest,
    ...integers,
    values: [...all.values()],
    ...retired,
    ...deprecatedIn(before, each),
  } as Alternative; // the same kind with another list
}

/** A list of both booleans says no more than the type does. */
function withoutFullList(alternative: Alternative): Alternative {
  if (alternative.kind !== "boolean" || alternative.values?.length !== 2) return alternative;
  const { values: _values, retiredValues: _retired, deprecatedValues: _deprecated, ...rest } = alternative;
  return rest;
}

const NO_VALUES: ListedValues & { values: readonly JsonValue[] } = { values: [] };
const NONE: ReadonlyMap<string, string> = new Map();

function textOf(alternative: Alternative): string {
  return JSON.stringify(alternative, (_key, value) => {
    if (value instanceof Map) return [...value];
    if (value instanceof Set) return [...value];
    if (typeof value === "bigint") return String(value);
    return value === Number.POSITIVE_INFINITY ? "unlimited" : value;
  });
}
