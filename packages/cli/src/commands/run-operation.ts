import type { z } from "zod";
import { applyPlan } from "../apply/apply-plan.ts";
import { withDevelopmentServer } from "../apply/development-server.ts";
import { withWorkspaceLock } from "../apply/workspace-lock.ts";
import { formatted } from "../edit/format.ts";
import { checklistText, planText } from "../output/words.ts";
import type { Operation, Plan } from "../plan.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import { confirmRisk } from "./confirm.ts";
import type { Context } from "./context.ts";
import { recover } from "./recover.ts";

export interface OperationFlags {
  readonly isDryRun: boolean;
  /** Whether the development database follows at once. */
  readonly isApplied: boolean;
}

/** Plans an operation, shows the plan or carries it out, and says what proved each step. */
export async function runOperation(
  operation: Operation,
  args: z.output<Operation["arguments"]>,
  { isDryRun, isApplied }: OperationFlags,
  context: Context,
): Promise<void> {
  const { root, output } = context;
  if (isDryRun) {
    const plan = await withMigrations(root, planned(operation, args, root));
    output.say(planText(plan));
    output.answer({ plan }, "");
    return;
  }
  await withWorkspaceLock(root, async () => {
    await recover(context);
    const plan = planned(operation, args, root);
    await confirmRisk(plan, context);
    for (const { level, text } of plan.apiEffect) if (level !== "safe") output.say(`${level}: ${text}`);
    const formattedPlan = { ...plan, edits: formatted(root, plan.edits) };
    const apply = () => applyPlan(root, formattedPlan, { isApplied });
    const checklist =
      isApplied && plan.schema !== "none" ? await withDevelopmentServer(apply) : await apply();
    output.say(checklistText(checklist));
    for (const { text } of plan.notes) output.say(text);
    output.answer({ operation: plan.operation, checklist }, "");
  });
}

/** The plan with the statements that follow from its entities. */
async function withMigrations(root: string, plan: Plan): Promise<Plan> {
  if (plan.schema !== "derived") return plan;
  const { derivedMigrations } = await import("../dry-run/derived-migrations.ts");
  return {
    ...plan,
    migrations: await derivedMigrations(root, plan.edits),
  };
}

function planned(operation: Operation, args: z.output<Operation["arguments"]>, root: string): Plan {
  const today = new Date().toISOString().slice(0, 10);
  return operation.plan(readWorkspace(root, today), args);
}
