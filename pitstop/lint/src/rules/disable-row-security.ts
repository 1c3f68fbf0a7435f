import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "disable-row-security",
  level: "warning",
  costs: [],
  finds: "DISABLE and NO FORCE ROW LEVEL SECURITY",
  instead: "only on purpose: every row becomes visible",
  why: "Every role that may read or write the table sees and writes every row, including rows that policies hid from it.",
  sources: ["https://www.postgresql.org/docs/18/ddl-rowsecurity.html"],
  find: (statement, known) =>
    [
      ...changesOf("AT_DisableRowSecurity", statement, known),
      ...changesOf("AT_NoForceRowSecurity", statement, known),
    ].map(({ table, command }) => ({
      isForOwner: command.subtype === "AT_NoForceRowSecurity",
      table,
      lock: "ACCESS EXCLUSIVE" as const,
    })),
  explain: ({ table, isForOwner, lock }) =>
    `${isForOwner ? "The owner" : "Every role with rights on it"} sees and writes all rows of ${table}, including those that its policies hid. ${heldBriefly(lock, table)}`,
  rewrite: ({ table }, statement) =>
    intended(
      "disable-row-security",
      `all rows of ${table} may be seen by all`,
      "A policy that lets more rows through (create policy … using (…)) can name the role. If every row should be visible:",
      statement,
    ),
});
