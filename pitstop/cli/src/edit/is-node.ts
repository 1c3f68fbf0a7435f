import type { Node } from "oxc-parser";

/** Whether a value that stands in a node is a node itself, rather than a list, a text, or nothing. */
export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
