import type { JsonValue } from "../schema.ts";
import { canonical } from "../sorted.ts";

/** Values of a list, and those among them that it only still takes from clients of before. */
export interface ListedValues {
  /** The only values, where there is a list of them. */
  readonly values?: readonly JsonValue[];
  readonly retiredValues?: readonly JsonValue[];
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
