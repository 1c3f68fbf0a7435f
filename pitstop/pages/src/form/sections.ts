import type { Field } from "../kinds/kind.ts";

/** A form of more fields is divided, and stands in two columns where there is room. */
export const LONG_FORM = 10;

export interface Section {
  /** Undefined for the only section of a short form. */
  title: string | undefined;
  fields: readonly Field[];
}

/** What must be filled in, what may be, and the related records; a short form in the domain's own order. */
export function sectionsOf(fields: readonly Field[]): Section[] {
  if (fields.length <= LONG_FORM) return [{ title: undefined, fields }];
  const attributes = fields.filter(({ target }) => !target);
  return [
    { title: "Required", fields: attributes.filter(({ required }) => required) },
    { title: "Optional", fields: attributes.filter(({ required }) => !required) },
    { title: "Related records", fields: fields.filter(({ target }) => target) },
  ].filter((section) => section.fields.length > 0);
}

/** The fields in the order in which the form shows them. */
export const inFormOrder = (fields: readonly Field[]): Field[] =>
  sectionsOf(fields).flatMap((section) => section.fields);

/** What needs a line of its own where two fields stand side by side. */
export const isWide = ({ isMultiline, kindName, required }: Field): boolean =>
  isMultiline || kindName === "json" || (kindName === "text" && required);
