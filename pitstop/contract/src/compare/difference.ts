import type { JsonValue } from "../schema.ts";

/** What a difference does to the set of accepted values. `none` is for what values do not show, such as a deprecation. */
export type Effect = "narrows" | "widens" | "both" | "none";

/** One difference of two schemas, without a judgement: whether it breaks anybody depends on who sends the value. */
export type Difference = {
  /** The way from the schema to the place: `.filter.color`, `.items[].color`. */
  readonly path: string;
  /** The property that is concerned, the nearest on the way. */
  readonly field?: string;
  readonly effect: Effect;
  /** Whether a value that the new schema refuses is taken anyway, or may be: it is converted or replaced first. */
  readonly isTolerated?: boolean;
  /** What stood there, and what stands there now. */
  readonly before?: JsonValue;
  readonly after?: JsonValue;
} & Detail;

type Detail =
  | {
      readonly kind: "property-removed";
      readonly wasRequired: boolean;
      /** Whether a value with the property is refused now. */
      readonly isRefused: boolean;
      readonly wasRetired: boolean;
      /** Whether it stood for another record. */
      readonly isReference: boolean;
      readonly deprecation: Deprecation;
      /** A new property with the same schema, where there is exactly one. */
      readonly renamedTo?: string;
    }
  | {
      readonly kind: "property-added";
      readonly isRequired: boolean;
      /** Whether values with a property of this name were accepted before, whatever it held. */
      readonly wasIgnored: boolean;
      /** Whether it holds what no property of this name could hold before: a record has values of one schema. */
      readonly isUnexpected: boolean;
      readonly renamedFrom?: string;
    }
  | { readonly kind: "property-retired"; readonly renamedTo?: string }
  | { readonly kind: "former-type-narrowed" }
  | { readonly kind: "property-became-required" }
  | { readonly kind: "property-became-optional" }
  | { readonly kind: "whole-input-added"; readonly isRequired: boolean }
  | { readonly kind: "whole-input-became-required" | "whole-input-became-optional" }
  | { readonly kind: "types-changed"; readonly removed: readonly string[]; readonly added: readonly string[] }
  | { readonly kind: "null-added" | "null-removed" }
  | { readonly kind: "enum-value-added"; readonly value: JsonValue }
  | {
      readonly kind: "enum-value-removed";
      readonly value: JsonValue;
      readonly wasRetired: boolean;
      readonly deprecation: Deprecation;
    }
  | { readonly kind: "became-enum" | "enum-opened" }
  | {
      readonly kind: "constraint-tightened" | "constraint-loosened" | "constraint-changed";
      readonly keyword: string;
    }
  | { readonly kind: "additional-opened" | "additional-closed" }
  | { readonly kind: "union-member-added"; readonly member: string; readonly lacks: readonly string[] }
  | { readonly kind: "union-member-removed"; readonly member: string }
  /** Whether the item was, or is, there in every value. */
  | { readonly kind: "item-added" | "item-removed"; readonly index: number; readonly isRequired: boolean }
  | { readonly kind: "item-became-required" | "item-became-optional"; readonly index: number }
  | { readonly kind: "check-added" | "check-removed" | "check-changed" | "conversion-changed" }
  | { readonly kind: "leniency-added" | "leniency-removed" }
  | { readonly kind: "answer-described" | "answer-undescribed" }
  | { readonly kind: "transformer-changed" }
  | { readonly kind: "endpoint-added" | "endpoint-removed" | "endpoint-changed" | "operation-id-changed" }
  | {
      readonly kind: "parameter-added" | "parameter-removed";
      readonly parameter: string;
      readonly isRequired: boolean;
    }
  | { readonly kind: "success-status-changed" }
  | { readonly kind: "default-added" | "default-changed" | "default-removed" }
  | { readonly kind: "deprecated"; readonly sunset?: string }
  | { readonly kind: "undeprecated" }
  | { readonly kind: "sunset-moved" }
  | { readonly kind: "procedure-added"; readonly renamedFrom?: string }
  | { readonly kind: "procedure-removed"; readonly deprecation: Deprecation; readonly renamedTo?: string }
  | { readonly kind: "procedure-type-changed" }
  | { readonly kind: "error-code-added" | "error-code-removed"; readonly code: string };

export interface Deprecation {
  readonly deprecated: boolean;
  readonly sunset?: string;
}

export type DifferenceKind = Difference["kind"];
export type DifferenceOf<Kind extends DifferenceKind> = Difference & { kind: Kind };

/** Whether a value that was accepted may be refused now. */
export const narrows = ({ effect }: Difference): boolean => effect === "narrows" || effect === "both";

/** Whether a value that was refused may be accepted now. */
export const widens = ({ effect }: Difference): boolean => effect === "widens" || effect === "both";

/** The differences found at a place further down, as seen from here. */
export const under = (step: string, found: readonly Difference[], field?: string): Difference[] =>
  found.map((difference) => {
    const name = difference.field ?? field;
    return { ...difference, path: step + difference.path, ...(name !== undefined && { field: name }) };
  });

/** The same difference where the value is converted or replaced before it could be refused. */
export const tolerate = (difference: Difference): Difference => ({ ...difference, isTolerated: true });
