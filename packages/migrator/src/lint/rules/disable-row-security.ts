import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "disable-row-security",
  level: "warning",
  costs: [],
  finds: "DISABLE and NO FORCE ROW LEVEL SECURITY",
  instead: "on purpose: every row is visible from then on",
  why: "Whoever may read the table sees every row of it, and may write every one: also those that policies kept from them.",
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
    `${isForOwner ? "The owner" : "Every role with rights on it"} sees and writes all rows of ${table}, also those that its policies held back. ${heldBriefly(lock, table)}`,
  rewrite: ({ table }, statement) =>
    intended(
      "disable-row-security",
      `all rows of ${table} may be seen by all`,
      "A policy that lets more rows through (create policy … using (…)) says for whom. Where all rows are meant:",
      statement,
    ),
});
