import { recordRehearsals } from "../rehearse/rehearsed.ts";
import type { Stage } from "./stage.ts";

/** Asks whoever started the run, who may still stop it, and begins its record in the history. */
export const approve: Stage = async (run) => {
  if (!run.isRehearsal) await run.approve?.();
  run.id = await run.record.begin();
  if (run.rehearsal)
    await recordRehearsals(run.client, run.rehearsal, { ...run.pipeline.report, primary: run.primary });
};
