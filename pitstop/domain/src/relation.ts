import type { Announcement } from "./attribute.ts";

/** A many-to-one relation: which domain it leads to, and whether a record may be without. */
export interface RelationDefinition extends Announcement {
  domain: string;
  label: string;
  nullable: boolean;
  /** As `filled` of an attribute: clients of before may leave it out. */
  filled?: boolean;
}

/** What a relation says of itself, as an attribute does by `.meta()`. */
export const metaOf = ({ label, deprecated, deprecatedSince, sunset }: RelationDefinition) => ({
  label,
  ...(deprecated && { deprecated }),
  ...(deprecatedSince !== undefined && { deprecatedSince }),
  ...(sunset !== undefined && { sunset }),
});
