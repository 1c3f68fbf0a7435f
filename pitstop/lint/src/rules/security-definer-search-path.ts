import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf, words } from "../syntax-node.ts";

export default rule({
  id: "security-definer-search-path",
  level: "warning",
  finds: "a SECURITY DEFINER function without a search_path of its own",
  instead: "`set search_path = …, pg_temp` in the function",
  why: "It runs with the rights of its owner, and looks for names where its caller says: a caller's own table or operator of the same name runs with those rights.",
  sources: ["https://www.postgresql.org/docs/18/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY"],
  find({ node }) {
    const created = nodeOf(node, "CreateFunctionStmt");
    const options = nodesOf(created?.options, "DefElem");
    const isDefiner = options.some(
      ({ defname, arg }) => defname === "security" && nodeOf(arg, "Boolean")?.boolval === true,
    );
    const hasPath = options.some(
      ({ defname, arg }) => defname === "set" && nodeOf(arg, "VariableSetStmt")?.name === "search_path",
    );
    // Names in a body of BEGIN ATOMIC are found when it is created.
    if (created === undefined || !isDefiner || hasPath || created.sql_body !== undefined) return [];
    return [{ name: words(created.funcname).join("."), table: null, lock: null }];
  },
  explain: ({ name }) =>
    `${name} runs with the rights of its owner, and its caller's search_path decides which tables and operators its names mean.`,
  rewrite: ({ name }, statement) =>
    intended(
      "security-definer-search-path",
      `every name in ${name} has its schema, operators too`,
      "Add to the function: set search_path = public, pg_temp. If it needs none:",
      statement,
    ),
});
