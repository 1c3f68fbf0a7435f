import { setTimeout as pause } from "node:timers/promises";
import { isConnectionLost } from "../database-error.ts";
import type { ApplySession } from "./apply-session.ts";

/**
 * Commits, and knows how that ended also when the connection is cut on the way: PostgreSQL is asked what became of
 * the transaction (https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-SNAPSHOT). Throws the error
 * of the connection when nothing was committed.
 */
export async function commit(session: ApplySession, transaction: string): Promise<void> {
  try {
    await session.client.query("commit");
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    await session.reconnect();
    if (!(await isCommitted(session, transaction))) throw error;
  }
}

/** The id of the transaction under way, by which `commit` finds it again. */
export async function transactionId(session: ApplySession): Promise<string> {
  const { rows } = await session.client.query<{ id: string }>("select pg_current_xact_id()::text as id");
  return rows[0]?.id ?? "";
}

async function isCommitted(session: ApplySession, transaction: string): Promise<boolean> {
  for (;;) {
    const { rows } = await session.client.query<{ status: string | null }>(
      "select pg_xact_status($1::xid8) as status",
      [transaction],
    );
    const status = rows[0]?.status;
    if (status !== "in progress") return status === "committed";
    await pause(50); // the server has not noticed yet, or is just writing it
  }
}
