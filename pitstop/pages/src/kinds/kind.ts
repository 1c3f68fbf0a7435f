import type { AttributeKind } from "@pitstop/domain";
import type { FunctionComponent } from "react";
import type { z } from "zod";
import type { Domain } from "../domains.ts";
import type { CellProps } from "../slots.ts";
import type { Operator } from "./operator.tsx";

/** What an input holds while a person edits; `""` and `null` both mean that nothing is filled in. */
export type FormValue = string | number | boolean | null | readonly string[];

/** An attribute or a relation as forms, tables and filters show it. */
export interface Field {
  /** The key in a row: `category`. */
  key: string;
  /** The key in inputs, filters and error messages: `categoryId`. */
  inputKey: string;
  label: string;
  description: string | undefined;
  /** The schema of the value in inputs, with its rules. */
  schema: z.ZodType;
  isMultiline: boolean;
  nullable: boolean;
  /** A record cannot be created without it. */
  required: boolean;
  kind: Kind;
  kindName: AttributeKind | "relation";
  /** Shows a value that is not null: as the kind does, or as the application does. */
  Cell: FunctionComponent<CellProps>;
  /** Asks for the value in forms: as the kind does, or as the application does. */
  Input: FunctionComponent<InputProps>;
  /** A relation to records of its own domain. */
  isReflexive: boolean;
  /** Whether the user may read it, but not write it. */
  isReadOnly: boolean;
  /** Where a relation leads; an attribute leads nowhere. */
  target: Domain | undefined;
}

export interface InputProps {
  field: Field;
  id: string;
  value: FormValue;
  onChange: (value: FormValue) => void;
  error: string | undefined;
  /** The record that is edited; a relation to its own domain doesn't offer it. */
  self?: number | undefined;
  /** The row's own value, as far as there is one: a relation takes the name from it. */
  stored: unknown;
}

/** What each kind of value answers; a new kind is written by looking at a neighbour. */
export interface Kind {
  toForm: (stored: unknown) => FormValue;
  /** The value for the API; undefined where something is missing. Throws `Unreadable` for what is no value at all. */
  toInput: (value: FormValue, field: Field) => unknown;
  Input: FunctionComponent<InputProps>;
  /** Shows a value that is not null. */
  Cell: FunctionComponent<{ value: unknown; field: Field }>;
  /** By what a list can be filtered, most wanted first; whether it is empty comes by itself. */
  operators: readonly Operator[];
  /** One value of a condition in words: "red", "3 January 2026". */
  Value: FunctionComponent<{ value: unknown; field: Field }>;
  /** Numbers stand at the right edge, so that their digits line up. */
  align?: "right";
}

/** What was typed cannot be made a value of its kind; the message stands at the field. */
export class Unreadable extends Error {}
