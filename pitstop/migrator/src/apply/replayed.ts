import { sqlStep } from "@pitstop/lint";
import { MigratorError } from "../errors.ts";
import type { Execute, ReadMigration } from "../migration/read-migration.ts";
import type { AppliedStatement } from "./applied.ts";
import type { ApplySession } from "./apply-session.ts";
import { timeoutsOf } from "./timeouts.ts";

/**
 * Runs the code of a migration that queries the database by itself, in the transaction that is open. It has to do what
 * it did when it was recorded on a copy, statement by statement: anything else was neither linted nor rehearsed.
 * Throws MigratorError APPLY_NOT_AS_RECORDED.
 */
export async function applyReplayed(
  session: ApplySession,
  replay: NonNullable<ReadMigration["replay"]>,
  enter: (index: number) => void,
): Promise<AppliedStatement[]> {
  const { migration } = session;
  const statements: AppliedStatement[] = [];
  const execute: Execute = async (sql) => {
    const index = statements.length;
    if (migration.steps[index]?.hash !== sqlStep(sql).hash) throw notAsRecorded(migration, index, sql);
    enter(index);
    const { result, rows } = await session.queryStep(
      sqlStep(sql),
      index,
      timeoutsOf(session, sql),
      "transaction",
    );
    statements.push(result);
    return { rows, count: result.rows };
  };
  for (const step of await replay(execute)) if (step.kind === "sql") await execute(step.sql);
  if (statements.length < migration.steps.length)
    throw notAsRecorded(migration, statements.length, undefined);
  return statements;
}

function notAsRecorded(migration: ReadMigration, index: number, sql: string | undefined): MigratorError {
  const recorded = migration.steps[index];
  const before = recorded?.kind === "sql" ? recorded.sql : "no statement";
  return new MigratorError(
    "APPLY_NOT_AS_RECORDED",
    `${migration.name} ran a different statement than on the copy: the data changed, or its code isn't deterministic. Statement ${index + 1} on the copy: ${before}. Now: ${sql ?? "no statement"}.`,
    "Nothing of this migration was applied. Run the same command again, or write it with this.addSql and this.backfill.",
  );
}
