import { writeSync } from "node:fs";
import { MigratorError } from "../../src/errors.ts";
import { migrateTarget, type Target } from "./car-migrations.ts";
import { pointsReporter } from "./progress-points.ts";

/**
 * Migrates a target in a process of its own and prints each point that it reaches, a line each; the last one is "done" or
 * "failed" with a code. At the point `stopAt` it stands still, until it is killed.
 */
export async function printRun(target: Target, stopAt: string | undefined): Promise<void> {
  const reporter = pointsReporter((point) => {
    print(point);
    // Not one instruction further: the process stands still here, timers and sockets too.
    if (point === stopAt) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  try {
    await migrateTarget(target, reporter);
    print("done");
  } catch (error) {
    print(`failed ${error instanceof MigratorError ? error.code : `without a code: ${error}`}`);
    process.exitCode = 1;
  }
}

/** At once, past all buffers. */
function print(line: string): void {
  writeSync(1, `${line}\n`);
}
