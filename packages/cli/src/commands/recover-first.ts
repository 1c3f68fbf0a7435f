import { leftJournal } from "../apply/journal.ts";
import type { Context } from "./context.ts";

/** For commands that only look: brings to an end what was left half-done, where anything was. */
export async function recoverFirst(context: Pick<Context, "root" | "output">): Promise<void> {
  if (!leftJournal(context.root)) return;
  const { withWorkspaceLock } = await import("../apply/workspace-lock.ts");
  const { recover } = await import("./recover.ts");
  await withWorkspaceLock(context.root, () => recover(context));
}
