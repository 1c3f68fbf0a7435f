import { droppedObjects, isCreatedLater } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "drop-materialized-view",
  level: "error",
  costs: [],
  finds: "DROP MATERIALIZED VIEW; a warning if the file recreates it",
  instead: "create the new one beside it, switch the code, then drop the old one",
  why: "The stored rows and the indexes are lost, and deployed code that reads the view fails. Recreating it computes every row while readers fail or wait.",
  sources: ["https://www.postgresql.org/docs/18/sql-dropmaterializedview.html"],
  find: (statement, known) =>
    droppedObjects(statement)
      .filter(({ kind, key }) => kind === "OBJECT_MATVIEW" && !known.newObjects.has(key))
      .map((view) => {
        const isBack = isCreatedLater(view, statement, known);
        return {
          view: view.shown,
          isBack,
          table: view.shown,
          lock: "ACCESS EXCLUSIVE" as const,
          level: isBack ? ("warning" as const) : ("error" as const),
        };
      }),
  explain: ({ view, isBack }) =>
    isBack
      ? `Until ${view} is recomputed, deployed code that reads it waits or fails. Its indexes are not recreated automatically.`
      : `The stored rows of ${view} are lost, and deployed code that reads it fails.`,
  rewrite: ({ view }, statement) =>
    intended(
      "drop-materialized-view",
      `no deployed code reads ${view}`,
      `First deploy code that does not read ${view}. Then:`,
      statement,
    ),
});
