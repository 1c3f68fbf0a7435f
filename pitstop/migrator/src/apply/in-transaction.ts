import { noteMigration } from "../history/index.ts";
import { type AppliedStatement, applied } from "./applied.ts";
import type { ApplySession } from "./apply-session.ts";
import { commit, transactionId } from "./commit.ts";
import { explained } from "./errors.ts";
import { applyReplayed } from "./replayed.ts";
import { rowsInTheWay } from "./rows-in-the-way.ts";
import { timeoutsOf } from "./timeouts.ts";

/** Applies all steps in one transaction; when one does not get its locks, all is rolled back and begun again. */
export async function applyInTransaction(session: ApplySession): Promise<AppliedStatement[]> {
  const { steps } = session.migration;
  const retriesOf = steps.map(() => 0);
  let index = 0;
  const attempt = async () => {
    index = 0;
    return await transaction(session, retriesOf, (next) => {
      index = next;
    });
  };
  const onRetry = () => {
    retriesOf[index] = (retriesOf[index] ?? 0) + 1;
  };
  try {
    const { result } = await session.retried(attempt, () => index, onRetry);
    return result;
  } catch (error) {
    const step = steps[index];
    if (step)
      await recordFailure(
        session,
        applied(step, index, {
          startedAt: new Date(),
          duration: 0,
          rows: null,
          retries: retriesOf[index] ?? 0,
        }),
        error,
      );
    throw explained(error, session, index, await rowsInTheWay(session.client, step, error));
  }
}

async function transaction(
  session: ApplySession,
  retriesOf: readonly number[],
  enter: (index: number) => void,
): Promise<AppliedStatement[]> {
  const { migration, options } = session;
  await session.client.query("begin");
  try {
    const id = await transactionId(session);
    const replay = options.isReplayed ? migration.replay : undefined;
    const ran = replay ? await applyReplayed(session, replay, enter) : await applySteps(session, enter);
    const statements = ran.map((result, index) => ({ ...result, retries: retriesOf[index] ?? 0 }));
    enter(migration.steps.length);
    await session.setTimeouts(session.timeouts, "transaction");
    await options.log(session.client);
    await noteMigration(session.client, migration);
    for (const statement of statements) await session.record(statement);
    await commit(session, id);
    session.progress(migration.steps.length);
    return statements;
  } catch (error) {
    await session.client.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function applySteps(
  session: ApplySession,
  enter: (index: number) => void,
): Promise<AppliedStatement[]> {
  const statements: AppliedStatement[] = [];
  for (const [index, step] of session.migration.steps.entries()) {
    if (step.kind === "backfill") continue; // refused before anything began
    enter(index);
    session.progress(index);
    statements.push(await session.runStep(step, index, timeoutsOf(session, step.sql), "transaction"));
  }
  return statements;
}

/** For the history only: that it cannot be written changes nothing about the error that is told. */
export async function recordFailure(
  session: ApplySession,
  statement: AppliedStatement,
  error: unknown,
): Promise<void> {
  await session.record(statement, error).catch(() => undefined);
}
