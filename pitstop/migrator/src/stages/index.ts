import { apply } from "./apply.ts";
import { approve } from "./approve.ts";
import { backUp } from "./back-up.ts";
import { lint } from "./lint.ts";
import { record } from "./record.ts";
import { rehearse } from "./rehearse.ts";
import type { Run, Stage } from "./stage.ts";
import { lookBefore, verify } from "./verify.ts";

/** The pipeline, in its order. */
const stages: readonly Stage[] = [record, lint, backUp, rehearse, approve, lookBefore, apply, verify];

/** What a rehearsal leaves out. */
const changing: readonly Stage[] = [lookBefore, apply, verify];

/** Runs the stages one after another; the first that throws is the last. */
export async function runStages(run: Run): Promise<void> {
  for (const stage of stages) if (!run.isRehearsal || !changing.includes(stage)) await stage(run);
}
