import type { TransactionStmt } from "libpg-query";
import type { Statement, Transaction } from "./statement.ts";
import { nodeOf } from "./syntax-node.ts";

const opening = new Set(["TRANS_STMT_BEGIN", "TRANS_STMT_START"]);
const closing = new Set(["TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK", "TRANS_STMT_PREPARE"]);

export function opensTransaction(statement: Pick<Statement, "node"> | undefined): boolean {
  return opening.has(nodeOf(statement?.node, "TransactionStmt")?.kind ?? "");
}

export function closesTransaction(statement: Pick<Statement, "node"> | undefined): boolean {
  return closing.has(nodeOf(statement?.node, "TransactionStmt")?.kind ?? "");
}

/** What wraps a file from outside. */
export interface Wrapping {
  /** The runner opens one transaction around everything. */
  readonly isInTransaction: boolean;
  /**
   * Ranges of lines that the driver sends as one query: PostgreSQL runs each range of several statements in a transaction
   * of its own.
   */
  readonly queries: readonly { readonly firstLine: number; readonly lastLine: number }[];
}

/** The transaction that each statement runs in. BEGIN and COMMIT belong to the transaction that they open and close. */
export function transactions(
  statements: readonly { readonly command: TransactionStmt | undefined; readonly line: number }[],
  wrapping: Wrapping,
): (Transaction | undefined)[] {
  let id = 0;
  const begin = (startedBy: Transaction["startedBy"]): Transaction => {
    id += 1;
    return { id, startedBy, isClosed: startedBy === "runner", isRolledBack: false };
  };
  let open = wrapping.isInTransaction ? begin("runner") : undefined;
  let query: { range: Wrapping["queries"][number]; transaction: Transaction } | undefined;
  const queryOf = (line: number) =>
    wrapping.queries.find(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
  const queries = statements.map(({ line }) => queryOf(line));
  return statements.map(({ command }, index) => {
    const kind = command?.kind ?? "";
    if (opening.has(kind)) open ??= begin("file");
    const current = open;
    if (closing.has(kind) && open !== undefined) {
      open.isClosed = true;
      open.isRolledBack = kind === "TRANS_STMT_ROLLBACK";
      open = command?.chain === true ? begin("file") : undefined;
    }
    if (current !== undefined || command !== undefined) return current;
    const range = queries[index];
    const isAlone = range !== queries[index - 1] && range !== queries[index + 1];
    if (range === undefined || isAlone) return undefined;
    if (query?.range !== range) query = { range, transaction: begin("runner") };
    return query.transaction;
  });
}
