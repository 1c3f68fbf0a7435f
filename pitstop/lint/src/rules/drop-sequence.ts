import { droppedObjects } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { withoutCascade } from "../rewrites/without-cascade.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "drop-sequence",
  level: "error",
  finds: "DROP SEQUENCE",
  instead: "give the column another source of numbers first",
  why: "Its position is lost: a new sequence of that name returns numbers that are already in use. CASCADE also drops the defaults that use it.",
  sources: ["https://www.postgresql.org/docs/18/sql-dropsequence.html"],
  find: (statement, known) =>
    droppedObjects(statement)
      .filter(({ kind, key }) => kind === "OBJECT_SEQUENCE" && !known.newObjects.has(key))
      .map(({ shown: sequence, isCascade }) => ({ sequence, isCascade, table: null, lock: null })),
  explain: ({ sequence, isCascade }) =>
    `The position of ${sequence} is lost, and deployed code that uses it fails.${isCascade ? " CASCADE also drops the defaults that use it: inserts that leave their column out store null or fail." : ""}`,
  rewrite: ({ sequence }, statement) =>
    intended(
      "drop-sequence",
      `nothing uses ${sequence}`,
      "First give the columns that use it another default, starting above its last number. Then, without CASCADE:",
      withoutCascade(statement),
    ),
});
