/** A default as JSON has it. */
export type Constant = string | number | boolean | Record<string, never> | never[];

/** The rules of an attribute's values; each type knows some of them. */
export interface Rules {
  /** The shortest and the longest text, in characters. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The smallest and the largest number, both inclusive. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** All digits of a decimal, and those behind the point. */
  readonly precision?: number;
  readonly scale?: number;
  /** The values of an enum, in their order. */
  readonly values?: readonly string[];
  /** A regular expression that a text must match, without slashes. */
  readonly pattern?: string;
}

/** An attribute as every layer states it in its own words. */
export interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly rules: Rules;
  readonly isNullable: boolean;
  readonly default?: Constant;
  readonly isUnique: boolean;
  /** Rows can be ordered by it: there is an index on (attribute, id), or it is unique. */
  readonly isSortable: boolean;
  readonly isSearchable: boolean;
  readonly label: string;
  readonly description?: string;
  /** Values that a person gave for generated tests, seeds and documents, where the rules don't lead to one. */
  readonly examples?: readonly Constant[];
}
