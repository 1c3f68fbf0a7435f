import type { FunctionComponent } from "react";
import { type Field, type FormValue, type InputProps, Unreadable } from "./kind.ts";

/** One way to filter by a field: what is asked for the value, and the operand it becomes. */
export interface Operator {
  /** Told apart by it within a kind. */
  id: string;
  /** Its name in a condition of the API. */
  name: string;
  /** Between the field and the value: "Price is at least 10". */
  label: string;
  /** Asks for the value; an operator without one always has the same operand. */
  Input?: FunctionComponent<InputProps>;
  /** What the input shows for an operand. */
  toForm: (operand: unknown) => FormValue;
  /** The operand for what was filled in. Throws `Unreadable` where it is none. */
  toOperand: (value: FormValue, field: Field) => unknown;
}

/** An operator whose value is filled in by an input of the field's own kind. */
export function operator(name: string, label: string, { Input, toForm, toInput }: OperandKind): Operator {
  return {
    id: name,
    name,
    label,
    Input,
    toForm,
    toOperand: (value, field) => {
      const operand = toInput(value, { ...field, nullable: false });
      if (operand === undefined || operand === null || operand === "") throw new Unreadable("Fill this in.");
      return operand;
    },
  };
}

interface OperandKind {
  Input: FunctionComponent<InputProps>;
  toForm: (stored: unknown) => FormValue;
  toInput: (value: FormValue, field: Field) => unknown;
}

/** What everything that has an order is asked for, both ends inclusive. */
export const rangeOperators = (kind: OperandKind): Operator[] => [
  operator("equals", "is", kind),
  operator("from", "is at least", kind),
  operator("to", "is at most", kind),
];

const emptiness = (id: string, label: string, operand: boolean): Operator => ({
  id,
  name: "isNull",
  label,
  toForm: () => null,
  toOperand: () => operand,
});

/** What a field that may be empty is asked for besides. */
export const emptinessOperators = [
  emptiness("isEmpty", "is empty", true),
  emptiness("isNotEmpty", "is not empty", false),
];

/** By what a list can be filtered in this field. */
export const operatorsOf = ({ kind, nullable }: Pick<Field, "kind" | "nullable">): readonly Operator[] =>
  nullable ? [...kind.operators, ...emptinessOperators] : kind.operators;

const otherWords: Record<string, string> = {
  equals: "is",
  in: "is",
  contains: "contains",
  from: "from",
  to: "to",
};

/** How a condition reads in a sentence; a link may hold one that the filter builder doesn't offer. */
export function operatorLabel(field: Field, name: string, operand: unknown): string {
  const known = operatorsOf(field).filter((one) => one.name === name);
  const offered = name === "isNull" ? known.find((one) => one.toOperand(null, field) === operand) : known[0];
  return offered?.label ?? otherWords[name] ?? name;
}
