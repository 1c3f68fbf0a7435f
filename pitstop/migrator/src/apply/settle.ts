import type { Step } from "@pitstop/lint";
import { readProgress, type StepProgress } from "../history/index.ts";
import type { ApplySession } from "./apply-session.ts";
import { editedHalfway, stillRunning, unsettled } from "./errors.ts";
import { findIndex, isAnyThere } from "./index-state.ts";
import { dropInvalidIndex } from "./invalid-index.ts";
import { type Shape, shapeOf } from "./statement-shape.ts";

/**
 * Looks what became of a step that an earlier run was at when it was cut off: whether it took effect. Only a step
 * outside of a transaction leaves that open. Throws MigratorError APPLY_EDITED_HALFWAY, APPLY_STILL_RUNNING and
 * APPLY_UNSETTLED.
 */
export async function settle(session: ApplySession, step: Step, earlier: StepProgress): Promise<boolean> {
  await untilItEnds(session, earlier);
  const shape = shapeOf(earlier.sql);
  const isDone = await didTakeEffect(session, shape, earlier.index);
  if (earlier.hash === step.hash) return isDone;
  if (isDone) throw editedHalfway(session.migration, earlier);
  if (shape.kind === "create-index") await dropInvalidIndex(session, shape);
  return false;
}

/** The statement of a killed migrator may go on in the server until that notices. */
async function untilItEnds(session: ApplySession, { index }: StepProgress): Promise<void> {
  const find = async () => {
    const steps = await readProgress(session.client, session.migration);
    return steps.find((step) => step.index === index);
  };
  const now = await session.waitWhile(find, (step) => step?.isStillRunning === true);
  if (now?.isStillRunning) throw stillRunning(session.migration, now);
}

async function didTakeEffect(session: ApplySession, shape: Shape, index: number): Promise<boolean> {
  const { client } = session;
  switch (shape.kind) {
    case "create-index":
      return (await findIndex(client, shape.index, shape.table))?.isValid === true;
    case "drop-index":
      return !(await isAnyThere(client, shape.indexes));
    case "repeatable":
      return false;
    default:
      throw unsettled(session, index);
  }
}
