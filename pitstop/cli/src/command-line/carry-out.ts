import type { z } from "zod";
import { type ApplyOptions, applyPlan } from "../apply/apply-plan.ts";
import { withDevelopmentDatabase } from "../apply/development-database.ts";
import { withWorkspaceLock } from "../apply/workspace-lock.ts";
import { effectsBetween, recordedContract } from "../dry-run/api-effects.ts";
import { checkExamples } from "../dry-run/check-examples.ts";
import { formatted } from "../edit/format.ts";
import { checklistText, effectText, referencesText } from "../output/words.ts";
import type { Operation, Plan } from "../plan.ts";
import { confirmRisk } from "../prompts/confirm.ts";
import { endInterrupted } from "../recovery/interrupted.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import type { Context } from "./context.ts";

/** Carries an operation out while no other command changes the workspace, and shows the checklist. */
export function carryOut(
  operation: Operation,
  args: z.output<Operation["arguments"]>,
  options: ApplyOptions,
  context: Context,
): Promise<void> {
  const { root, output } = context;
  return withWorkspaceLock(root, async () => {
    await endInterrupted(context);
    // Read again: until now, another command may have changed it.
    const workspace = readWorkspace(root);
    const plan = await output.waiting("plan", async () => operation.plan(workspace, args));
    await checkExamples(root, plan, { isTested: !options.without.includes("tests") });
    const contract = recordedContract(root);
    const checklist = await duringMigration(root, plan, options, async () => {
      await confirmRisk(plan, context);
      const edits = await formatted(root, plan.edits);
      return applyPlan(root, { ...plan, edits }, { ...options, during: output.during });
    });
    output.say(checklistText(checklist));
    const effects = effectsBetween(contract, recordedContract(root) ?? "", workspace.today);
    for (const effect of effects) if (effect.level !== "safe") output.say(effectText(effect));
    for (const { text } of plan.notes) output.say(text);
    // What compiles with the change is about something else.
    const references = plan.references.filter(({ kind, isCarried }) => !isCarried && kind !== "code");
    if (references.length > 0) output.say(referencesText(references));
    output.answer({ operation: plan.operation, checklist, effects, notes: plan.notes, references }, "");
  });
}

/** One start of the development database is for all that asks it. */
const duringMigration = <Result>(
  root: string,
  { schema }: Plan,
  { isApplied }: ApplyOptions,
  work: () => Promise<Result>,
): Promise<Result> => (isApplied && schema !== "none" ? withDevelopmentDatabase(root, work) : work());
