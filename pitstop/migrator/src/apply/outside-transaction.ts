import type { Step } from "@pitstop/lint";
import { codeOf, isConnectionLost } from "../database-error.ts";
import { forgetStep, noteStepDone, noteStepStarted } from "../history/index.ts";
import type { AppliedStatement } from "./applied.ts";
import type { ApplySession } from "./apply-session.ts";
import { dropInvalidIndex } from "./invalid-index.ts";
import { type Shape, shapeOf } from "./statement-shape.ts";

type SqlStep = Step & { readonly kind: "sql" };

const TIDY_UP_TIMEOUT = 1_000;

/** What the server says to a statement that it does not let into a transaction, or that ends one by itself. */
export function isRefusedInTransaction(error: unknown): boolean {
  return ["25001", "2D000"].includes(codeOf(error) ?? "");
}

/**
 * Runs a step that PostgreSQL does not let into a transaction. Its start is noted first: when a run is cut off here,
 * the next one looks at the database for what became of it.
 */
export async function applyOutsideTransaction(
  session: ApplySession,
  step: SqlStep,
  index: number,
): Promise<AppliedStatement> {
  const { migration } = session;
  const noted = { index, hash: step.hash, sql: step.sql };
  const shape = shapeOf(step.sql);
  await noteStepStarted(session.client, migration, noted);
  try {
    const result = await run(session, step, index, shape);
    await noteStepDone(session.client, migration, noted);
    return result;
  } catch (error) {
    await tidyUp(session, shape, index, error);
    throw error;
  }
}

async function run(
  session: ApplySession,
  step: SqlStep,
  index: number,
  shape: Shape,
): Promise<AppliedStatement> {
  // It waits for old transactions and not for a lock that others queue behind, so it may wait for long.
  const timeouts = { lock: session.maxWait, statement: 0 };
  const attempt = async () => {
    await session.setTimeouts(timeouts, "session");
    if (shape.kind === "create-index") await dropInvalidIndex(session, shape);
    return await session.runStep(step, index, timeouts, "session");
  };
  const { result, retries } = await session.retried(attempt, () => index);
  return { ...result, retries };
}

/** A failure that the server told: what it left is removed where that is possible, and nothing is unknown. */
async function tidyUp(session: ApplySession, shape: Shape, index: number, error: unknown): Promise<void> {
  if (isConnectionLost(error) || shape.kind === "plain") return;
  try {
    await session.setTimeouts({ lock: TIDY_UP_TIMEOUT, statement: 0 }, "session");
    if (shape.kind === "create-index") await dropInvalidIndex(session, shape);
    await forgetStep(session.client, session.migration, index);
  } catch {
    // Somebody is in the way of this too: the next run drops the index before it builds it.
  }
}
