/** A value of JSON. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** A value of a list that is to go; the day is YYYY-MM-DD. */
export interface DeprecatedValue {
  value: JsonValue;
  sunset?: string;
}

/**
 * A JSON Schema (2020-12) as it stands in a contract: what zod writes, and what a person or another tool may have
 * written. Keywords that are not named here are kept, and compared as they are.
 */
export interface JsonSchema {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string | string[];
  enum?: JsonValue[];
  /** Values that are accepted beside `enum` from deployed clients. */
  retiredValues?: JsonValue[];
  /** Those of `enum` that are to go, each with the day from which it may be gone. */
  deprecatedValues?: DeprecatedValue[];
  const?: JsonValue;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  propertyNames?: Schema;
  items?: Schema;
  prefixItems?: Schema[];
  /** The least and the greatest value of a decimal, which is a text; both are inclusive. */
  decimalMinimum?: number;
  decimalMaximum?: number;
  default?: JsonValue;
  deprecated?: boolean;
  /** The day from which a deprecated field may be gone, YYYY-MM-DD. */
  sunset?: string;
  /** An input that is accepted from deployed clients. */
  retired?: boolean;
  /** What clients of earlier versions are served instead, until it is purged: the value had another type. */
  formerly?: Schema[];
  /** The property that the value of a retired one is moved to, where it was renamed: either name gives it. */
  renamedTo?: string;
}

/** `true` accepts everything, `false` nothing. */
export type Schema = JsonSchema | boolean;

/** Schemas by name, which `{ "$ref": "#/definitions/<name>" }` refers to. */
export type Definitions = Record<string, Schema>;

export const DEFINITIONS = "#/definitions/";
