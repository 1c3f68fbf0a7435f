import { lintMigration } from "@pitstop/lint";
import type pg from "pg";
import { MigratorError } from "../errors.ts";
import { isUnrecorded, type ReadMigration } from "../migration/read-migration.ts";
import type { StageResult } from "../pipeline.ts";
import type { Reversible } from "../rehearse/rehearse.ts";
import type { MigrationReport } from "../report/report.ts";
import { count } from "../report/words.ts";
import type { Run, Stage } from "./stage.ts";

/** Reads every statement for what it would do to a table in use. Throws MigratorError MIGRATION_UNSAFE. */
export const lint: Stage = async (run) => {
  if (run.direction === "down") return run.pipeline.notNeeded("lint", "down may drop what up added");
  const serverVersion = await majorVersion(run.client);
  await run.pipeline.optionalStage("lint", async () => linted(run, serverVersion));
};

/** What the linter found in migrations. */
export interface LintedMigrations extends Pick<MigrationReport, "findings" | "exceptions"> {
  readonly migrations: readonly string[];
  readonly statements: number;
  /** Migrations whose code runs its own queries: which, is known once they run, as in a rehearsal. */
  readonly unread: readonly string[];
}

/** Lints migrations in their order, each with what those before it did. */
export function lintMigrations(
  migrations: readonly Reversible[],
  earlier: readonly ReadMigration[],
  serverVersion: number,
): LintedMigrations {
  const results = migrations.map(({ forward, source }, index) => ({
    migration: forward.name,
    ...lintMigration(forward, {
      serverVersion,
      earlier: [...earlier, ...migrations.slice(0, index).map((before) => before.forward)],
      ...(source !== undefined && { source }),
    }),
  }));
  return {
    migrations: migrations.map(({ forward }) => forward.name),
    statements: migrations.reduce((sum, { forward }) => sum + forward.steps.length, 0),
    findings: results.flatMap(({ migration, findings }) =>
      findings.map((finding) => ({ migration, ...finding })),
    ),
    exceptions: results.flatMap(({ migration, exceptions }) =>
      exceptions.map((exception) => ({ migration, ...exception })),
    ),
    unread: migrations.filter(({ forward }) => isUnrecorded(forward)).map(({ forward }) => forward.name),
  };
}

function linted({ pipeline, migrations, applied }: Run, serverVersion: number): StageResult<void> {
  const { findings, exceptions, statements } = lintMigrations(migrations, applied, serverVersion);
  pipeline.note({ findings, exceptions });
  const errors = findings.filter(({ level }) => level === "error");
  if (errors.length > 0) {
    throw new MigratorError(
      "MIGRATION_UNSAFE",
      `${count(errors.length, "statement")} would lose data or block people: ${errors.map(({ rule, migration, line }) => `${rule} (${migration}:${line})`).join(", ")}.`,
      "Write it the safe way that stands below the finding, or say above the statement why it is intended.",
    );
  }
  return {
    summary: `${count(statements, "statement")}, ${count(findings.length, "finding")}`,
    value: undefined,
  };
}

/** The major version of the server: 18. */
export async function majorVersion(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int / 10000 as version",
  );
  return rows[0]?.version ?? 0;
}
