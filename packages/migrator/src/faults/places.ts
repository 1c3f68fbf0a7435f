import type { Progress } from "../progress.ts";
import type { Reporter } from "../report/reporter.ts";

/** How often the same place is told of: a backup tells of its bytes thousands of times. */
const MOST_TIMES = 6;

/**
 * Tells of each place that a walk comes to: "backup begins #1", "apply: Applying 3_backfill 0 #1", where the last
 * number says the how-manieth time it is there.
 */
export function placesReporter(tell: (place: string) => void): Reporter {
  const times = new Map<string, number>();
  let step = "";
  const at = (place: string) => {
    const time = (times.get(place) ?? 0) + 1;
    times.set(place, time);
    if (time <= MOST_TIMES) tell(`${place} #${time}`);
  };
  return {
    stepBegins: (name) => {
      step = name;
      at(`${step} begins`);
    },
    stepEnds: () => at(`${step} ends`),
    progress: (progress) => at(`${step}: ${placeOf(progress)}`),
    waits: () => at("waits"),
    end: () => undefined,
  };
}

const placeOf = ({ task, unit, done }: Progress): string =>
  unit === "statements" ? `${task} ${done}` : task;
