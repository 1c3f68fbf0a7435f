import { takeBack } from "../apply/apply-plan.ts";
import { leftJournal } from "../apply/journal.ts";
import type { Context } from "./context.ts";

/** Puts back what a command that was killed left half-done. The caller holds the lock of the workspace. */
export async function recover({ root, output }: Pick<Context, "root" | "output">): Promise<void> {
  const journal = leftJournal(root);
  if (!journal) return;
  output.say(`"${journal.operation}" was cut off half-way; everything is put back as it was before it.`);
  await takeBack(root, journal);
}
