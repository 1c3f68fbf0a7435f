import { writeSync } from "node:fs";
import { MigratorError } from "../errors.ts";
import { placesReporter } from "./places.ts";
import { type Road, walkRoad } from "./road.ts";

/**
 * Walks a road in a process of its own and prints each place where it is, a line each; the last one is "done" or
 * "failed" with a code. At the place `stopAt` it stands still, until it is killed.
 */
export async function walkAloud(road: Road, stopAt: string | undefined): Promise<void> {
  const reporter = placesReporter((place) => {
    say(place);
    // Not one instruction further: the process stands still here, timers and sockets too.
    if (place === stopAt) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  try {
    await walkRoad(road, reporter);
    say("done");
  } catch (error) {
    say(`failed ${error instanceof MigratorError ? error.code : `without a code: ${error}`}`);
    process.exitCode = 1;
  }
}

/** At once, past all buffers. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
