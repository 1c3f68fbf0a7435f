import type { z } from "zod";
import type { ApplyOptions } from "../apply/apply-plan.ts";
import { planText } from "../output/words.ts";
import type { Operation, Plan } from "../plan.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Context } from "./context.ts";

export interface OperationFlags extends ApplyOptions {
  readonly isDryRun: boolean;
}

/** Plans an operation, shows the plan or carries it out, and says what proved each step. */
export async function runOperation(
  operation: Operation,
  args: z.output<Operation["arguments"]>,
  workspace: Workspace,
  { isDryRun, ...options }: OperationFlags,
  context: Context,
): Promise<void> {
  if (!isDryRun) {
    // Loaded by those who need it: a plan that is only shown is there in half the time.
    const { carryOut } = await import("./carry-out.ts");
    return carryOut(operation, args, options, context);
  }
  const planned = await context.output.waiting("plan", async () => operation.plan(workspace, args));
  if (planned.needsExample.length > 0) {
    const { checkExamples } = await import("../dry-run/check-examples.ts");
    await checkExamples(context.root, planned, { isTested: !options.without.includes("tests") });
  }
  const rows = planned.rowsAtRisk.length === 0 ? [] : await rowsOf(context.root, planned);
  const plan = await withMigrations(context.root, planned);
  const { plannedEffects } = await import("../dry-run/api-effects.ts");
  const effects = await plannedEffects(context.root, plan.edits, workspace.today);
  // The plan is the result that was asked for, so that it can be piped.
  context.output.answer({ plan, rows, effects }, [planText(plan, effects), ...rows].join("\n"));
}

/** What the plan would meet in the development database. It is refused here as it would be without `--dry-run`. */
async function rowsOf(root: string, plan: Plan): Promise<string[]> {
  const { rowTexts } = await import("../rows/row-texts.ts");
  return rowTexts(root, plan);
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
