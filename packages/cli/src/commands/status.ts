import { pendingMigrations } from "@pitstop/db";
import { developmentDatabase } from "@pitstop/db/development";
import { openForMigration } from "@pitstop/db/migrating";
import { lastOperation } from "../apply/operation-record.ts";
import { retiredSince } from "../check/check-workspace.ts";
import { retiredText } from "../output/words.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import type { Context } from "./context.ts";

/** What is pending, what is retired and for how long, and what was done last. */
export async function status({ root, output }: Context): Promise<void> {
  const workspace = readWorkspace(root, new Date().toISOString().slice(0, 10));
  const retired = retiredSince(workspace);
  const last = lastOperation(root)?.record;
  const pending = await pendingOnes();
  output.answer(
    { pending, retired, lastOperation: last ? { operation: last.operation, doneAt: last.doneAt } : null },
    [
      pending.length === 0 ? "No migration is pending." : `Pending: ${pending.join(", ")}`,
      ...retired.map(retiredText),
      last
        ? `Last operation: ${last.operation}, ${last.doneAt} (pitstop undo)`
        : "No operation to take back.",
    ].join("\n"),
  );
}

async function pendingOnes(): Promise<string[]> {
  const database = await developmentDatabase();
  const orm = await openForMigration(database.url);
  try {
    return await pendingMigrations(orm);
  } finally {
    await orm.close(true);
    await database.stop();
  }
}
