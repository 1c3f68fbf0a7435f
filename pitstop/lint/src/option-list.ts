import type { Node } from "libpg-query";
import { literal, quoted } from "./quote.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";

/** Options as SQL writes them: `fillfactor = 70, deduplicate_items = off`. */
export function optionText(options: Node[] | undefined): string {
  return nodesOf(options, "DefElem")
    .map(({ defname = "", arg }) =>
      [quoted(defname), ...(arg === undefined ? [] : [valueText(arg)])].join(" = "),
    )
    .join(", ");
}

function valueText(value: Node): string {
  const integer = nodeOf(value, "Integer");
  // The parser leaves out an integer that is zero.
  if (integer !== undefined) return String(integer.ival ?? 0);
  const text = nodeOf(value, "String")?.sval ?? words(nodeOf(value, "TypeName")?.names).at(-1);
  return text === undefined ? (nodeOf(value, "Float")?.fval ?? "") : literal(text);
}

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
