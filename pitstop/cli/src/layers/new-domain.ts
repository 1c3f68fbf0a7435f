import type { Attribute } from "../attribute-types/attribute.ts";
import { snakeCase } from "../names/case.ts";

/** A domain as it is to be written. */
export interface NewDomain {
  readonly name: string;
  readonly plural: string;
  /** kebab-case plural, for URLs. */
  readonly address: string;
  readonly label: { readonly one: string; readonly many: string };
  readonly description: string;
  readonly title: string;
  readonly attributes: readonly Attribute[];
  /** The relations of which no two records have the same pair; of a join domain. */
  readonly uniqueTogether?: readonly string[];
}

/** The table of a domain. */
export const tableOf = (plural: string): string => snakeCase(plural);
