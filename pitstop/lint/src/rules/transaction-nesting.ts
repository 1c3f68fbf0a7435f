import { rule } from "../rule.ts";
import { closesTransaction, opensTransaction } from "../transactions.ts";

export default rule({
  id: "transaction-nesting",
  level: "error",
  finds: "BEGIN in a transaction, COMMIT without one",
  instead: "savepoints, or neither",
  why: "PostgreSQL has no transactions inside transactions: the inner BEGIN does nothing, and the first COMMIT ends the whole transaction.",
  sources: ["https://www.postgresql.org/docs/18/sql-begin.html", "squawk transaction-nesting"],
  find(statement, known) {
    const { transaction, index } = statement;
    const found = (problem: keyof typeof messages) => [{ problem, table: null, lock: null }];
    if (opensTransaction(statement)) {
      const isInside = known.statements[index - 1]?.transaction === transaction && index > 0;
      if (transaction?.startedBy === "runner") return found("inside the runner's");
      const isOpen = isInside && !closesTransaction(known.statements[index - 1]);
      return isOpen ? found("inside") : [];
    }
    if (!closesTransaction(statement)) return [];
    if (transaction === undefined) return found("without BEGIN");
    return transaction.startedBy === "runner" ? found("ends the runner's") : [];
  },
  explain: ({ problem }) => messages[problem],
  rewrite: ({ problem }) => rewrites[problem],
});

const runner = "-- Neither BEGIN nor COMMIT: the runner commits everything in this file together.";

const messages = {
  inside:
    "BEGIN inside a transaction does nothing but warn, and the first COMMIT ends the whole transaction.",
  "inside the runner's": "The runner has opened a transaction already: this BEGIN does nothing but warn.",
  "without BEGIN":
    "No transaction is open here: there is nothing to end, and what stands above is committed already.",
  "ends the runner's":
    "This ends the transaction of the runner: what follows runs outside of it, and a failure undoes only half.",
};

const rewrites: typeof messages = {
  inside: "begin;\nsavepoint part;\n-- The inner statements, and then:\nrelease savepoint part;\ncommit;",
  "inside the runner's": runner,
  "without BEGIN": "begin;\n-- The statements that belong together, and then:\ncommit;",
  "ends the runner's": runner,
};
