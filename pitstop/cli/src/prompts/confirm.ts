import { confirm, isCancel } from "@clack/prompts";
import type { Context } from "../command-line/context.ts";
import { RefusedError, UsageError } from "../errors.ts";
import type { Plan } from "../plan.ts";
import { rowTexts } from "../rows/row-texts.ts";
import { isTerminal } from "./terminal.ts";

/**
 * Says which rows a plan is about, and asks before values are lost or clients break. Throws UsageError
 * CONFIRMATION_NEEDED without a terminal, and RefusedError NOT_CONFIRMED and ROWS_IN_THE_WAY.
 */
export async function confirmRisk(plan: Plan, { root, output, isYes }: Context): Promise<void> {
  for (const text of await rowTexts(root, plan)) output.say(text);
  if (plan.confirmation === null || isYes) return;
  if (!isTerminal()) {
    throw new UsageError(
      "CONFIRMATION_NEEDED",
      `"${plan.operation}" needs a confirmation. ${plan.confirmation}`,
      "Pass --yes to confirm it, or --dry-run to see the plan first.",
    );
  }
  const answer = await confirm({
    message: `${plan.confirmation} Do "${plan.operation}"?`,
    initialValue: false,
    output: process.stderr,
  });
  if (isCancel(answer) || !answer) {
    throw new RefusedError("NOT_CONFIRMED", "Nothing was done.", "Run the command again to do it.");
  }
}
