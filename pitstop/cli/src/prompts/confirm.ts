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
export async function confirmRisk(plan: Plan, context: Context): Promise<void> {
  for (const text of await rowTexts(context.root, plan)) context.output.say(text);
  if (plan.confirmation !== null)
    await confirmed(plan.operation, plan.confirmation, context, " or --dry-run to see the plan first");
}

/**
 * Asks before a command does what can't be taken back. Throws UsageError CONFIRMATION_NEEDED without a terminal, and
 * RefusedError NOT_CONFIRMED.
 */
export async function confirmed(
  command: string,
  why: string,
  { isYes }: Pick<Context, "isYes">,
  otherwise = "",
): Promise<void> {
  if (isYes) return;
  if (!isTerminal()) {
    throw new UsageError(
      "CONFIRMATION_NEEDED",
      `"${command}" needs a confirmation. ${why}`,
      `Pass --yes to confirm it${otherwise && `,${otherwise}`}.`,
    );
  }
  const answer = await confirm({
    message: `${why} Do "${command}"?`,
    initialValue: false,
    output: process.stderr,
  });
  if (isCancel(answer) || !answer) {
    throw new RefusedError("NOT_CONFIRMED", "Nothing was done.", "Run the command again to do it.");
  }
}
