import type { ObjectType } from "libpg-query";
import { kindText, renamedObject } from "../renamed-object.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";

export default rule({
  id: "rename-object",
  level: "warning",
  finds:
    "RENAME TO and SET SCHEMA of functions, sequences, types, roles and the like; an error for an attribute",
  instead: "a second one with the new name",
  why: "Deployed code, connection strings and settings use the old name.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-alterfunction.html",
    "https://www.postgresql.org/docs/18/sql-altersequence.html",
    "https://www.postgresql.org/docs/18/sql-altertype.html",
    "https://www.postgresql.org/docs/18/sql-alterrole.html",
    "https://www.postgresql.org/docs/18/sql-alterdatabase.html",
  ],
  find(statement, known) {
    const renamed = renamedObject(statement);
    if (renamed === undefined || known.newObjects.has(renamed.key)) return [];
    const isMoved = nodeOf(statement.node, "AlterObjectSchemaStmt") !== undefined;
    const isAttribute = renamed.kind === "OBJECT_TYPE" && renamed.part !== undefined;
    // rename-enum-value judges types that are renamed.
    const isType = renamed.kind === "OBJECT_TYPE" && !isAttribute && !isMoved;
    if (!kinds.includes(renamed.kind) || isType) return [];
    return [
      { ...renamed, table: null, lock: null, level: isAttribute ? ("error" as const) : ("warning" as const) },
    ];
  },
  explain: ({ kind, shown: name, to, part }) =>
    `Deployed code that uses the ${part === undefined ? "" : `attribute ${part} of the `}${kindText(kind)} ${name} fails as soon as it is called ${to}.`,
  rewrite: ({ kind, shown: name, to, part }, statement) =>
    intended(
      "rename-object",
      `no deployed code uses the ${kindText(kind)} ${name}${part === undefined ? "" : ` by its ${part}`}`,
      `Create ${to} beside it and deploy code that uses it. If no deployed code uses the old name:`,
      statement,
    ),
});

const kinds: readonly ObjectType[] = [
  "OBJECT_AGGREGATE",
  "OBJECT_COLLATION",
  "OBJECT_DATABASE",
  "OBJECT_DOMAIN",
  "OBJECT_EXTENSION",
  "OBJECT_FOREIGN_SERVER",
  "OBJECT_FOREIGN_TABLE",
  "OBJECT_FUNCTION",
  "OBJECT_OPERATOR",
  "OBJECT_PROCEDURE",
  "OBJECT_PUBLICATION",
  "OBJECT_ROLE",
  "OBJECT_ROUTINE",
  "OBJECT_SEQUENCE",
  "OBJECT_SUBSCRIPTION",
  "OBJECT_TSCONFIGURATION",
  "OBJECT_TSDICTIONARY",
  "OBJECT_TSPARSER",
  "OBJECT_TSTEMPLATE",
  "OBJECT_TYPE",
];
