import { lostObjects } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { withoutCascade } from "../rewrites/without-cascade.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "drop-type",
  level: "error",
  costs: [],
  finds: "DROP TYPE and DROP DOMAIN; a warning without CASCADE",
  instead: "drop or change its columns by name first, then the type without CASCADE",
  why: "With CASCADE, every column of the type is dropped in every table, with its values, and so are the functions that take it.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-droptype.html",
    "https://www.postgresql.org/docs/18/sql-dropdomain.html",
  ],
  find: (statement, known) =>
    lostObjects(["OBJECT_TYPE", "OBJECT_DOMAIN"], statement, known).map(({ shown: type, isCascade }) => ({
      type,
      isCascade,
      table: null,
      lock: isCascade ? ("ACCESS EXCLUSIVE" as const) : null,
      level: isCascade ? ("error" as const) : ("warning" as const),
    })),
  explain: ({ type, isCascade }) =>
    isCascade
      ? `CASCADE drops every column of the type ${type} with its values, in every table, and each function that uses it. The statement does not say which they are.`
      : `Deployed code that casts to ${type} fails as soon as it is gone.`,
  rewrite: ({ type }, statement) =>
    intended(
      "drop-type",
      `no deployed code names ${type}`,
      `Drop or change the columns of ${type} by name first. Then, without CASCADE:`,
      withoutCascade(statement),
    ),
});
