import { confirm, isCancel } from "@clack/prompts";
import { RefusedError, UsageError } from "../errors.ts";
import type { Plan } from "../plan.ts";
import type { Context } from "./context.ts";
import { countRows } from "./count-rows.ts";
import { isTerminal } from "./terminal.ts";

/**
 * Asks before values are lost or clients break, with the rows that it is about. Throws UsageError CONFIRMATION_NEEDED where nobody can
 * be asked, and RefusedError NOT_CONFIRMED and ROWS_IN_THE_WAY.
 */
export async function confirmRisk(plan: Plan, { output, isYes }: Context): Promise<void> {
  const risks = await countRows(plan.rowsAtRisk);
  const stopper = risks.find(({ rows, query }) => rows > 0 && query.refuses);
  if (stopper) {
    throw new RefusedError(
      "ROWS_IN_THE_WAY",
      `${stopper.rows.toLocaleString("en")} ${stopper.query.text}.`,
      stopper.query.refuses?.hint ?? "",
    );
  }
  for (const { rows, query } of risks) output.say(`${rows.toLocaleString("en")} ${query.text}.`);
  if (plan.confirmation === null || isYes) return;
  if (!isTerminal()) {
    throw new UsageError(
      "CONFIRMATION_NEEDED",
      `"${plan.operation}" has to be confirmed. ${plan.confirmation}`,
      "Add --yes to say that it is meant, or --dry-run to look at it first.",
    );
  }
  const answer = await confirm({
    message: `${plan.confirmation} Do "${plan.operation}"?`,
    initialValue: false,
    output: process.stderr,
  });
  if (isCancel(answer) || !answer) {
    throw new RefusedError("NOT_CONFIRMED", "Nothing was done.", "Type the command again when it is meant.");
  }
}
