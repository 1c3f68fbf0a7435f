import { rule } from "../rule.ts";
import { opensTransaction } from "../transactions.ts";

export default rule({
  id: "uncommitted-transaction",
  level: "error",
  finds: "BEGIN without COMMIT",
  instead: "COMMIT",
  why: "A transaction that is never ended holds its locks until the connection closes, and is then rolled back.",
  sources: ["squawk ban-uncommitted-transaction"],
  find(statement, known) {
    const { transaction } = statement;
    if (!opensTransaction(statement) || transaction?.startedBy !== "file" || transaction.isClosed) return [];
    const first = known.statements.find((each) => each.transaction === transaction);
    return first === statement ? [{ table: null, lock: null }] : [];
  },
  explain: () =>
    "Nothing in this file commits the transaction: its locks are held until the connection ends, and all of its work is undone then.",
  rewrite: (_found, statement) =>
    `${statement.text};\n-- The statements that belong together, and then:\ncommit;`,
});
