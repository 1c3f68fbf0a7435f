import { droppedObjects, isCreatedLater } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "drop-materialized-view",
  level: "error",
  costs: [],
  finds: "DROP MATERIALIZED VIEW; a warning where the file creates it again",
  instead: "create the new one beside it, switch the code, then drop the old one",
  why: "The stored rows and the indexes are gone, and deployed code that asks for the view fails. Creating it again computes every row while readers find nothing, or wait.",
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
      ? `Until ${view} is computed again, deployed code that asks for it waits or fails. Its indexes do not come back by themselves.`
      : `The stored rows of ${view} are lost, and deployed code that asks for it fails.`,
  rewrite: ({ view }, statement) =>
    intended(
      "drop-materialized-view",
      `no deployed code asks for ${view}`,
      `First deploy code that does not ask for ${view}. Then:`,
      statement,
    ),
});
