import type { ObjectType } from "libpg-query";
import { lostObjects } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { withoutCascade } from "../rewrites/without-cascade.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, words } from "../syntax-node.ts";

export default rule({
  id: "drop-definition",
  level: "error",
  finds:
    "DROP of operators, casts, collations, languages, text search and the like; a warning without CASCADE",
  instead: "drop what uses it by name first, then the definition without CASCADE",
  why: "Queries, indexes, columns and functions depend on these definitions. With CASCADE, dependent objects are dropped: the columns of a collation, the indexes of an operator class, the functions of a language.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-dropoperator.html",
    "https://www.postgresql.org/docs/18/sql-dropcollation.html",
    "https://www.postgresql.org/docs/18/sql-dropopclass.html",
    "https://www.postgresql.org/docs/18/sql-droplanguage.html",
  ],
  find: (statement, known) =>
    [...lostObjects(kinds, statement, known), ...memberOfFamily(statement)].map(
      ({ kind, shown: name, isCascade }) => ({
        what: `${kind.replace("OBJECT_", "").toLowerCase().replaceAll("_", " ")} ${name}`,
        isCascade,
        table: null,
        lock: null,
        level: isCascade ? ("error" as const) : ("warning" as const),
      }),
    ),
  explain: ({ what, isCascade }) =>
    isCascade
      ? `CASCADE drops every column, index, view and function that uses the ${what}. The statement does not say which they are.`
      : `Deployed queries that use the ${what} fail, or use a different one.`,
  rewrite: ({ what }, statement) =>
    intended(
      "drop-definition",
      `nothing uses the ${what}`,
      "First drop or change what uses it by name. Then, without CASCADE:",
      withoutCascade(statement),
    ),
});

const kinds: readonly ObjectType[] = [
  "OBJECT_ACCESS_METHOD",
  "OBJECT_CAST",
  "OBJECT_COLLATION",
  "OBJECT_CONVERSION",
  "OBJECT_LANGUAGE",
  "OBJECT_OPCLASS",
  "OBJECT_OPERATOR",
  "OBJECT_OPFAMILY",
  "OBJECT_TRANSFORM",
  "OBJECT_TSCONFIGURATION",
  "OBJECT_TSDICTIONARY",
  "OBJECT_TSPARSER",
  "OBJECT_TSTEMPLATE",
];

/** ALTER OPERATOR FAMILY … DROP: planners and indexes lose an operator. */
function memberOfFamily({ node }: Statement) {
  const family = nodeOf(node, "AlterOpFamilyStmt");
  if (family?.isDrop !== true) return [];
  return [
    { kind: "OBJECT_OPFAMILY" as const, shown: words(family.opfamilyname).join("."), isCascade: false },
  ];
}
