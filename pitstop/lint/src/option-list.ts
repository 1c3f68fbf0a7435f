import type { Node } from "libpg-query";
import { nodesOf } from "./syntax-node.ts";

/** Whether an option of a parenthesised list is on: `(concurrently)`, `(full true)`, but not `(concurrently false)`. */
export function isOn(options: Node[] | undefined, name: string): boolean {
  const option = nodesOf(options, "DefElem").findLast((element) => element.defname === name);
  if (option === undefined) return false;
  if (option.arg === undefined) return true;
  if ("String" in option.arg)
    return !["false", "off", "no", "0"].includes((option.arg.String.sval ?? "").toLowerCase());
  // The parser leaves out an integer that is zero.
  if ("Integer" in option.arg) return (option.arg.Integer.ival ?? 0) !== 0;
  if ("Boolean" in option.arg) return option.arg.Boolean.boolval === true;
  return true;
}
