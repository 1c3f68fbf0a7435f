import type { DeprecatedValue, JsonValue } from "../schema.ts";
import { canonical } from "../sorted.ts";
import type { Deprecation } from "./difference.ts";

/** Values of a list, and those among them that are to go, or are only still taken from clients of before. */
export interface ListedValues {
  /** The only values, where there is a list of them. */
  readonly values?: readonly JsonValue[];
  readonly retiredValues?: readonly JsonValue[];
  readonly deprecatedValues?: readonly DeprecatedValue[];
}

export const isAmong = (value: JsonValue, list: readonly JsonValue[] = []): boolean =>
  list.some((each) => canonical(each) === canonical(value));

/** Of these values, those that one of two lists has as retired; with nothing to say, no word of it. */
export function retiredAmong(
  values: readonly JsonValue[] | undefined,
  isRetired: (value: JsonValue) => boolean,
): Pick<ListedValues, "retiredValues"> {
  const retiredValues = values?.filter(isRetired) ?? [];
  return retiredValues.length === 0 ? {} : { retiredValues };
}

/** Whether a list takes the value from clients of before alone. */
export const isRetiredIn =
  ({ retiredValues }: ListedValues) =>
  (value: JsonValue): boolean =>
    isAmong(value, retiredValues);

/** Whether a list takes the value from every client. */
export const isCurrentIn =
  ({ values, retiredValues }: ListedValues) =>
  (value: JsonValue): boolean =>
    isAmong(value, values) && !isAmong(value, retiredValues);

/** What lists have announced together. */
export function deprecatedIn(...lists: readonly ListedValues[]): Pick<ListedValues, "deprecatedValues"> {
  const deprecatedValues = lists.flatMap((list) => list.deprecatedValues ?? []);
  return deprecatedValues.length === 0 ? {} : { deprecatedValues };
}

/** What a list has announced of a value. */
export function deprecationOf({ deprecatedValues = [] }: ListedValues, value: JsonValue): Deprecation {
  const found = deprecatedValues.find((each) => canonical(each.value) === canonical(value));
  return { deprecated: found !== undefined, ...(found?.sunset !== undefined && { sunset: found.sunset }) };
}
