import { MigratorError } from "../errors.ts";
import { lintMigration } from "../lint/index.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import type { Pipeline, StepResult } from "../pipeline.ts";
import type { Reversible } from "../rehearse/rehearse.ts";
import { count } from "../report/words.ts";

export interface LintStep {
  readonly migrations: readonly Reversible[];
  /** What is applied already, oldest first: it says which columns there are. */
  readonly earlier: readonly ReadMigration[];
  readonly serverVersion: number;
}

/** Reads every statement for what it would do to a table in use. Throws MigratorError MIGRATION_UNSAFE. */
export async function lintStep(
  pipeline: Pipeline,
  { migrations, earlier, serverVersion }: LintStep,
): Promise<StepResult<void>> {
  const results = migrations.map(({ forward, source }, index) => ({
    migration: forward.name,
    ...lintMigration(forward, {
      serverVersion,
      earlier: [...earlier, ...migrations.slice(0, index).map((before) => before.forward)],
      ...(source !== undefined && { source }),
    }),
  }));
  const findings = results.flatMap(({ migration, findings: found }) =>
    found.map((finding) => ({ migration, ...finding })),
  );
  const exceptions = results.flatMap(({ migration, exceptions: intended }) =>
    intended.map((exception) => ({ migration, ...exception })),
  );
  pipeline.note({ findings, exceptions });
  const errors = findings.filter(({ level }) => level === "error");
  if (errors.length > 0) {
    throw new MigratorError(
      "MIGRATION_UNSAFE",
      `${count(errors.length, "statement")} would lose data or block people: ${errors.map(({ rule, migration, line }) => `${rule} (${migration}:${line})`).join(", ")}.`,
      "Write it the safe way that stands below the finding, or say above the statement why it is intended.",
    );
  }
  const statements = migrations.reduce((sum, { forward }) => sum + forward.steps.length, 0);
  return {
    summary: `${count(statements, "statement")}, ${count(findings.length, "finding")}`,
    value: undefined,
  };
}
