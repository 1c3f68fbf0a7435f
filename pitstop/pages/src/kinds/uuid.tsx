import type { Kind } from "./kind.ts";
import { text } from "./text.tsx";

/** Written and shown like text; nobody searches for a part of one. */
export const uuid: Kind = {
  ...text,
  operators: text.operators.filter(({ name }) => name === "equals"),
};
