import { nodeOf, nodesOf, words } from "@pitstop/lint/sql";
import type { Node, ObjectWithArgs, RangeVar, TypeName } from "libpg-query";

/** The words of a relation's name, schema first where it has one. */
export const relationName = (relation: RangeVar | undefined): string[] => [
  ...(relation?.schemaname ? [relation.schemaname] : []),
  relation?.relname ?? "",
];

/** The words of whatever DROP, COMMENT and ALTER … OWNER name: a dotted name, a type, a function with its types, the number of a large object. */
export function objectName(node: Node | undefined): string[] {
  const list = nodeOf(node, "List");
  if (list) return (list.items ?? []).flatMap(objectName);
  const text = nodeOf(node, "String");
  if (text) return [text.sval ?? ""];
  const number = nodeOf(node, "Integer")?.ival ?? nodeOf(node, "Float")?.fval;
  if (number !== undefined) return [String(number)];
  const type = nodeOf(node, "TypeName");
  if (type) return words(type.names);
  const called = nodeOf(node, "ObjectWithArgs");
  // An operator is meant whatever its operands are.
  if (called) return isOperator(called) ? words(called.objname) : functionName(called);
  const relation = nodeOf(node, "RangeVar");
  return relation ? relationName(relation) : [];
}

const isOperator = ({ objname }: ObjectWithArgs): boolean => !/^[\p{L}_]/u.test(words(objname).at(-1) ?? "");

/** As the catalog calls it: `public`, `f(int4,text)`; without parentheses where the statement names no types. */
export function functionName({ objname, objargs, args_unspecified }: ObjectWithArgs): string[] {
  const name = words(objname);
  if (args_unspecified === true) return name;
  return withTypes(name, nodesOf(objargs, "TypeName"));
}

/** The name of a function that a statement creates or replaces. */
export function createdFunctionName(funcname: Node[] | undefined, parameters: Node[] | undefined): string[] {
  const input = nodesOf(parameters, "FunctionParameter").filter(
    ({ mode }) => mode !== "FUNC_PARAM_OUT" && mode !== "FUNC_PARAM_TABLE",
  );
  return withTypes(
    words(funcname),
    input.flatMap(({ argType }) => argType ?? []),
  );
}

function withTypes(name: readonly string[], types: readonly TypeName[]): string[] {
  return [...name.slice(0, -1), `${name.at(-1) ?? ""}(${types.map(catalogType).join(",")})`];
}

/** `int[]` is `_int4` in the catalog. */
const catalogType = ({ names, arrayBounds }: TypeName): string =>
  `${arrayBounds === undefined ? "" : "_"}${words(names).at(-1) ?? ""}`;
