import type { z } from "zod";
import { type ApplyOptions, applyPlan } from "../apply/apply-plan.ts";
import { withDevelopmentServer } from "../apply/development-server.ts";
import { withWorkspaceLock } from "../apply/workspace-lock.ts";
import { effectsBetween, recordedContract } from "../dry-run/api-effects.ts";
import { formatted } from "../edit/format.ts";
import { checklistText, effectText } from "../output/words.ts";
import type { Operation } from "../plan.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import { confirmRisk } from "./confirm.ts";
import type { Context } from "./context.ts";
import { recover } from "./recover.ts";

/** Carries an operation out while no other command changes the workspace, and shows the checklist. */
export function carryOut(
  operation: Operation,
  args: z.output<Operation["arguments"]>,
  options: ApplyOptions,
  context: Context,
): Promise<void> {
  const { root, output } = context;
  return withWorkspaceLock(root, async () => {
    await recover(context);
    // Read again: until now, another command may have changed it.
    const workspace = readWorkspace(root);
    const plan = operation.plan(workspace, args);
    await confirmRisk(plan, context);
    const contract = recordedContract(root);
    const formattedPlan = { ...plan, edits: formatted(root, plan.edits) };
    const apply = () => applyPlan(root, formattedPlan, options);
    const checklist =
      options.isApplied && plan.schema !== "none" ? await withDevelopmentServer(apply) : await apply();
    output.say(checklistText(checklist));
    const effects = effectsBetween(contract, recordedContract(root) ?? "", workspace.today);
    for (const effect of effects) if (effect.level !== "safe") output.say(effectText(effect));
    for (const { text } of plan.notes) output.say(text);
    output.answer({ operation: plan.operation, checklist, effects }, "");
  });
}
