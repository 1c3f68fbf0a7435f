import type { Progress } from "../../src/progress.ts";
import type { Reporter } from "../../src/report/reporter.ts";

/** How often the same point is reported: a backup reports its bytes thousands of times. */
const MOST_TIMES = 6;

/**
 * Reports each point that a run reaches: "backup begins #1", "apply: Applying 3_backfill 0 #1", where the last number
 * counts the times that it was there.
 */
export function pointsReporter(report: (point: string) => void): Reporter {
  const times = new Map<string, number>();
  let stage = "";
  const at = (point: string) => {
    const time = (times.get(point) ?? 0) + 1;
    times.set(point, time);
    if (time <= MOST_TIMES) report(`${point} #${time}`);
  };
  return {
    stageBegins: (name) => {
      stage = name;
      at(`${stage} begins`);
    },
    stageEnds: () => at(`${stage} ends`),
    progress: (progress) => at(`${stage}: ${pointOf(progress)}`),
    waits: () => at("waits"),
    end: () => undefined,
  };
}

const pointOf = ({ task, unit, done }: Progress): string =>
  unit === "statements" ? `${task} ${done}` : task;
