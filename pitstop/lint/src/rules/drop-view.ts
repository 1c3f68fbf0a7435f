import { lostObjects } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { withoutCascade } from "../rewrites/without-cascade.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "drop-view",
  level: "warning",
  costs: [],
  finds: "DROP VIEW",
  instead: "code first; CREATE OR REPLACE VIEW to change it",
  why: "Deployed code that reads the view fails. With CASCADE, so does code that reads the views built on it.",
  sources: ["https://www.postgresql.org/docs/18/sql-dropview.html"],
  find: (statement, known) =>
    lostObjects(["OBJECT_VIEW"], statement, known).map(({ shown: view, isCascade }) => ({
      isCascade,
      table: view,
      lock: "ACCESS EXCLUSIVE" as const,
    })),
  explain: ({ table, isCascade }) =>
    `Deployed code that reads ${table} fails as soon as it is gone.${isCascade ? " CASCADE also drops every view that is built on it; the statement does not say which they are." : ""}`,
  rewrite: ({ table }, statement) =>
    intended(
      "drop-view",
      `no deployed code reads ${table}`,
      `First deploy code that does not read ${table}. Then, without CASCADE:`,
      withoutCascade(statement),
    ),
});
