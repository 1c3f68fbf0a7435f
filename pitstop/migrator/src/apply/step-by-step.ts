import type { Step } from "@pitstop/lint";
import { runBackfill } from "../backfill/index.ts";
import {
  forgetProgress,
  noteMigration,
  noteStepDone,
  readProgress,
  type StepProgress,
} from "../history/index.ts";
import { inTransaction } from "../transaction.ts";
import { type AppliedStatement, applied } from "./applied.ts";
import type { ApplySession } from "./apply-session.ts";
import { commit, transactionId } from "./commit.ts";
import { editedHalfway, explained } from "./errors.ts";
import { recordFailure } from "./in-transaction.ts";
import { applyOutsideTransaction, isRefusedInTransaction } from "./outside-transaction.ts";
import { rowsInTheWay } from "./rows-in-the-way.ts";
import { settle } from "./settle.ts";
import { isOutsideTransaction, shapeOf } from "./statement-shape.ts";
import { timeoutsOf } from "./timeouts.ts";

type SqlStep = Step & { readonly kind: "sql" };

/** Applies the steps one after the other, each noted as done; those that an earlier run did are not repeated. */
export async function applyStepByStep(session: ApplySession): Promise<AppliedStatement[]> {
  const { migration, client } = session;
  const progress = await readProgress(client, migration);
  const edited = progress.find(({ index, isDone, hash }) => isDone && migration.steps[index]?.hash !== hash);
  if (edited) throw editedHalfway(migration, edited);
  const statements: AppliedStatement[] = [];
  for (const [index, step] of migration.steps.entries()) {
    session.progress(index);
    const earlier = progress.find((step) => step.index === index);
    statements.push(await applyStep(session, step, index, earlier));
  }
  const { length } = migration.steps;
  await session
    .retried(
      () => finish(session),
      () => length,
    )
    .catch((error) => {
      throw explained(error, session, length);
    });
  session.progress(length);
  return statements;
}

async function applyStep(
  session: ApplySession,
  step: Step,
  index: number,
  earlier: StepProgress | undefined,
): Promise<AppliedStatement> {
  const startedAt = new Date();
  try {
    if (earlier?.isDone) return await passOver(session, step, index);
    const result =
      step.kind === "backfill"
        ? await backfill(session, step, index)
        : await applySql(session, step, index, earlier);
    await session.record(result);
    return result;
  } catch (error) {
    const found = await rowsInTheWay(session.client, step, error);
    const explanation = explained(error, session, index, found);
    await recordFailure(session, applied(step, index, { startedAt, duration: 0, rows: null }), explanation);
    throw explanation;
  }
}

/** A setting of the session went with the session that had it: it is made again. */
async function passOver(session: ApplySession, step: Step, index: number): Promise<AppliedStatement> {
  if (step.kind === "sql" && shapeOf(step.sql).kind === "setting") await session.client.query(step.sql);
  return doneBefore(step, index);
}

function doneBefore(step: Step, index: number): AppliedStatement {
  return applied(step, index, { startedAt: new Date(), duration: 0, rows: null, outcome: "done before" });
}

async function applySql(
  session: ApplySession,
  step: SqlStep,
  index: number,
  earlier: StepProgress | undefined,
): Promise<AppliedStatement> {
  if (earlier && (await settle(session, step, earlier))) return doneBefore(step, index);
  if (isOutsideTransaction(step.sql)) return await applyOutsideTransaction(session, step, index);
  try {
    const { result, retries } = await session.retried(
      () => applyInItsTransaction(session, step, index),
      () => index,
    );
    return { ...result, retries };
  } catch (error) {
    if (!isRefusedInTransaction(error)) throw error;
    return await applyOutsideTransaction(session, step, index);
  }
}

/** The step and the note of it take effect together, so a cut leaves no doubt. */
async function applyInItsTransaction(
  session: ApplySession,
  step: SqlStep,
  index: number,
): Promise<AppliedStatement> {
  const { client, migration } = session;
  return await inTransaction(client, async () => {
    const result = await session.runStep(step, index, timeoutsOf(session, step.sql), "transaction");
    await noteStepDone(client, migration, { index, hash: step.hash, sql: step.sql });
    return result;
  });
}

async function finish(session: ApplySession): Promise<void> {
  const { client, migration, options } = session;
  await client.query("begin");
  try {
    const id = await transactionId(session);
    await session.setTimeouts(session.timeouts, "transaction");
    await options.log(client);
    await noteMigration(client, migration);
    await forgetProgress(client, migration);
    await commit(session, id);
  } catch (error) {
    await session.client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** It keeps its own account of how far it came, so it may be begun any number of times. */
async function backfill(
  session: ApplySession,
  step: Step & { readonly kind: "backfill" },
  index: number,
): Promise<AppliedStatement> {
  const { url, primary, onProgress, onWait, signal, observe } = session.options;
  await observe?.before(step, session.client);
  const startedAt = new Date();
  const start = performance.now();
  const { rows, retries } = await runBackfill({
    url,
    primary,
    plan: step.backfill,
    lockTimeout: session.timeouts.lock,
    maxWait: session.maxWait,
    onProgress,
    onWait,
    signal,
  });
  const result = applied(step, index, { startedAt, duration: performance.now() - start, rows, retries });
  await noteStepDone(session.client, session.migration, { index, hash: step.hash, sql: result.statement });
  await observe?.after(step, session.client, result);
  return result;
}
