import type { Point } from "./migrator-process.ts";

interface Moment {
  readonly point: string;
  /** In milliseconds. */
  readonly after: number;
}

/** Where a fault finds much under way, each until the next. */
const phases = [
  "backup begins #1",
  "rehearsal begins #1",
  "apply begins #1",
  "apply: Applying 3_backfill 0 #1",
  "apply: Applying 4_concurrent_index 0 #1",
  "apply: Applying 5_required 0 #1",
  "verification begins #1",
  "verification ends #1",
];

/** A moment within one of the phases of a run, each of them as likely. */
export function randomMoment(points: readonly Point[]): Moment {
  const index = Math.floor(Math.random() * (phases.length - 1));
  const [point = "", next = ""] = phases.slice(index);
  const timeOf = (name: string) => points.find((one) => one.name === name)?.at ?? 0;
  return { point, after: Math.random() * (timeOf(next) - timeOf(point)) };
}
