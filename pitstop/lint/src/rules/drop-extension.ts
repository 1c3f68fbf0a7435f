import { lostObjects } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { withoutCascade } from "../rewrites/without-cascade.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "drop-extension",
  level: "error",
  finds: "DROP EXTENSION; a warning without CASCADE",
  instead: "drop what uses it by name first, then the extension without CASCADE",
  why: "Dropping an extension drops its types, functions, operators and tables. With CASCADE, it also drops the columns of its types in every table, with their values.",
  sources: ["https://www.postgresql.org/docs/18/sql-dropextension.html"],
  find: (statement, known) =>
    lostObjects(["OBJECT_EXTENSION"], statement, known).map(({ shown: extension, isCascade }) => ({
      extension,
      isCascade,
      table: null,
      lock: null,
      level: isCascade ? ("error" as const) : ("warning" as const),
    })),
  explain: ({ extension, isCascade }) =>
    isCascade
      ? `CASCADE drops every column, index, default and view that uses a type or function of ${extension}. The statement does not say which they are.`
      : `Deployed code that uses a function, operator or table of ${extension} fails, and the contents of those tables are lost.`,
  rewrite: ({ extension }, statement) =>
    intended(
      "drop-extension",
      `nothing uses ${extension} anymore`,
      "Change the columns, indexes and defaults that use it first, each in its own migration. Then, without CASCADE:",
      withoutCascade(statement),
    ),
});
