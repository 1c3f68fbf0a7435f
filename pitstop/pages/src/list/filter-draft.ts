import type { Condition, Filter } from "../api.ts";
import type { Domain } from "../domains.ts";
import { fieldsOf, recordFields } from "../fields.ts";
import { messageOf } from "../form/message.ts";
import { type Field, type FormValue, Unreadable } from "../kinds/kind.ts";
import { type Operator, operatorsOf } from "../kinds/operator.tsx";

/** A condition while it is put together: on which field, by which operator, with what typed as its value. */
export interface FilterDraft {
  field: Field;
  operator: Operator;
  value: FormValue;
  /** The condition that it takes the place of. */
  replaces?: { key: string; name: string };
}

/** The fields that a list can be filtered by; not json that must be there, which nothing can be asked of. */
export const filterableFields = (domain: Domain): readonly Field[] =>
  [...fieldsOf(domain), ...recordFields].filter((field) => operatorsOf(field).length > 0);

/** A condition on a field, with the operator that people mean most often. */
export function startDraft(field: Field, operator = operatorsOf(field)[0]): FilterDraft {
  if (!operator) throw new Error(`Nothing can be asked of "${field.key}".`);
  return { field, operator, value: operator.toForm(undefined) };
}

/** A present condition to be changed; undefined for one of a link that cannot be put together here. */
export function draftOf(
  domain: Domain,
  key: string,
  name: string,
  operand: unknown,
): FilterDraft | undefined {
  const field = filterableFields(domain).find(({ inputKey }) => inputKey === key);
  const operator = field && operatorsOf(field).find((one) => one.name === name && isOf(one, operand, field));
  if (!field || !operator) return undefined;
  return { field, operator, value: operator.toForm(operand), replaces: { key, name } };
}

const isOf = ({ Input, toOperand }: Operator, operand: unknown, field: Field): boolean =>
  Input !== undefined || toOperand(null, field) === operand;

/** The filter with the condition that was put together, or what keeps it from being one. */
export function applyDraft(
  domain: Domain,
  filter: Filter,
  { field, operator, value, replaces }: FilterDraft,
): { filter: Filter; error?: never } | { filter?: never; error: string } {
  const { inputKey } = field;
  try {
    const operand = operator.toOperand(value, field);
    const asked = domain.count.safeParse(
      { filter: { [inputKey]: { [operator.name]: operand } } },
      { error: messageOf },
    );
    if (asked.error) return { error: asked.error.issues[0]?.message ?? "This value does not fit here." };
    const others = replaces ? withoutCondition(filter, replaces.key, replaces.name) : filter;
    return { filter: { ...others, [inputKey]: { ...others[inputKey], [operator.name]: operand } } };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { error: error.message };
  }
}

/** The filter without one of its conditions. */
export function withoutCondition(filter: Filter, key: string, name: string): Filter {
  const { [key]: condition = {}, ...others } = filter;
  const { [name]: _dropped, ...rest }: Condition = condition;
  return Object.keys(rest).length > 0 ? { ...others, [key]: rest } : others;
}
