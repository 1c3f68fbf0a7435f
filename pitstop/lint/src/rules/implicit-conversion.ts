import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, words } from "../syntax-node.ts";

export default rule({
  id: "implicit-conversion",
  level: "warning",
  finds: "an implicit cast, a default operator class or a default conversion",
  instead: "an explicit cast or a named operator class where it is needed",
  why: "Queries that name none of it change what they mean: another operator is chosen, or a query that worked is ambiguous now.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-createcast.html",
    "https://www.postgresql.org/docs/18/sql-createopclass.html",
    "https://www.postgresql.org/docs/18/sql-createconversion.html",
  ],
  find(statement) {
    const what = appliedUnasked(statement);
    return what === undefined ? [] : [{ what, table: null, lock: null }];
  },
  explain: ({ what }) =>
    `${what} applies to queries that don't ask for it, deployed code included: they may choose another operator, or fail as ambiguous.`,
  rewrite: ({ what }, statement) =>
    intended(
      "implicit-conversion",
      "no deployed query can mean something else with it",
      `Make it explicit, and name it where it is needed. If ${what.toLowerCase()} is meant:`,
      statement,
    ),
});

function appliedUnasked({ node }: Statement): string | undefined {
  const cast = nodeOf(node, "CreateCastStmt");
  if (cast?.context === "COERCION_IMPLICIT") return "An implicit cast";
  if (nodeOf(node, "CreateOpClassStmt")?.isDefault === true) return "A default operator class";
  const conversion = nodeOf(node, "CreateConversionStmt");
  return conversion?.def === true
    ? `The default conversion ${words(conversion.conversion_name).join(".")}`
    : undefined;
}
