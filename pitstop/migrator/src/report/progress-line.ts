import type { OnProgress, Progress } from "../progress.ts";
import { lineInPlace, type Output } from "./in-place.ts";
import { duration, size } from "./words.ts";

/** What a bar needs more where the work knows it: a backfill does. */
interface Paced extends Progress {
  readonly rowsPerSecond?: number;
  readonly secondsLeft?: number | undefined;
}

/** "Backing up ██████░░░░░░░░░░░░░░ 30 %, 48 MB of 160 MB, 1,200 rows/s, 2 min 5 s left" */
export function progressLine(progress: Paced): string {
  const { task, done, total, unit } = progress;
  const amount = (number: number) => (unit === "bytes" ? size(number) : number.toLocaleString("en"));
  const noun = unit === "bytes" ? "" : ` ${unit}`;
  if (!total) return `${task}: ${amount(done)}${noun}${pace(progress)}`;
  const share = Math.min(1, done / total);
  const bar = "█".repeat(Math.round(share * 20)).padEnd(20, "░");
  return `${task} ${bar} ${Math.floor(share * 100)} %, ${amount(done)} of ${amount(total)}${noun}${pace(progress)}`;
}

function pace({ rowsPerSecond, secondsLeft }: Paced): string {
  if (!rowsPerSecond || secondsLeft === undefined) return "";
  return `, ${Math.round(rowsPerSecond).toLocaleString("en")} rows/s, ${duration(secondsLeft * 1000)} left`;
}

/** A bar in its place on a terminal, and nothing in a log. `clear` takes it away before other words are written. */
export function progressBar(stream: Output = process.stderr): { show: OnProgress; clear(): void } {
  const line = lineInPlace(stream);
  return { show: (progress) => line.show(`  … ${progressLine(progress)}`), clear: line.clear };
}
