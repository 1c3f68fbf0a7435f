import type { BackfillPlan } from "@pitstop/lint/recipes";
import type { Blocker } from "../lock/index.ts";
import type { Primary } from "../primary.ts";
import type { Progress } from "../progress.ts";

export interface BackfillProgress extends Progress {
  /** Of this process since it began. */
  readonly rowsPerSecond: number;
  /** Undefined before anything is known. */
  readonly secondsLeft: number | undefined;
}

export interface BackfillOptions {
  readonly url: string;
  readonly plan: BackfillPlan;
  /** The primary that it is for; another one is refused. */
  readonly primary?: Primary | undefined;
  /** For the rows of a batch, in milliseconds. */
  readonly lockTimeout?: number;
  /** How long a batch is tried again because of locks, in milliseconds. */
  readonly maxWait?: number;
  readonly onProgress?: ((progress: BackfillProgress) => void) | undefined;
  /** Called again and again while somebody is in the way. */
  readonly onWait?: ((blockers: readonly Blocker[]) => void) | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal | undefined;
}

export interface BackfillResult {
  /** Rows that this call filled; others may have helped. */
  readonly rows: number;
  readonly batches: number;
  /** How often a batch was tried again because of a lock. */
  readonly retries: number;
}
