import { statementLocks } from "@pitstop/lint";
import type { PlannedFile } from "@pitstop/migrator";
import type { Edit, PlannedMigration, PlannedStep } from "../plan.ts";
import { applicationDatabase } from "../workspace/application-database.ts";
import { loadEdited } from "./edited-modules.ts";

/** The migrations that would follow from the entities as the edits leave them, with the lock of each statement. */
export async function derivedMigrations(root: string, edits: readonly Edit[]): Promise<PlannedMigration[]> {
  loadEdited(root, edits);
  const { withGeneratingMigrator } = await import("@pitstop/database/generating");
  const database = await applicationDatabase(root);
  return (await withGeneratingMigrator(database, (migrator) => migrator.preview())).map(planned);
}

function planned({ className, phase, isTransactional, up, down }: PlannedFile): PlannedMigration {
  return {
    name: className.replace(/^Migration\d+_/, ""),
    phase,
    deploy: phase === "expand" ? 1 : 2,
    isTransactional,
    up: plannedSteps(up),
    down: "steps" in down ? plannedSteps(down.steps) : [],
  };
}

function plannedSteps(steps: PlannedFile["up"]): PlannedStep[] {
  const locks = statementLocks(steps.map((step) => (step.kind === "sql" ? step.sql : "")));
  return steps.map((step, index) => {
    const comment = step.why ?? "";
    if (step.kind === "backfill") {
      const { table, set, where } = step.backfill;
      return { kind: "backfill", backfill: { table, set, where }, comment };
    }
    const [first] = locks[index] ?? [];
    return {
      kind: "sql",
      sql: step.sql.replace(/;\s*$/, ""),
      lock: first?.lock ?? "none that anybody waits for",
      table: first?.table ?? "",
      comment,
    };
  });
}
