import type pg from "pg";
import type { Blocker } from "../lock/index.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import type { Primary } from "../primary.ts";
import type { OnProgress } from "../progress.ts";
import type { Observer } from "./applied.ts";

export interface ApplyOptions {
  readonly url: string;
  /** The primary that it was rehearsed on: it is applied to no other. */
  readonly primary?: Primary | undefined;
  readonly migration: ReadMigration;
  /** Whether the database is a copy that is thrown away: what is done to it is done to no other. */
  readonly isCopy?: boolean | undefined;
  /** Whether code that queries the database by itself runs again, and not the statements that were recorded of it. */
  readonly isReplayed?: boolean | undefined;
  /** Writes or deletes the row that says "applied". */
  readonly log: (client: pg.Client) => Promise<void>;
  /** The run in the history that the steps are recorded under. */
  readonly runId?: number | undefined;
  /** The longest that anybody queues behind an attempt, in milliseconds. */
  readonly lockTimeout?: number | undefined;
  /** For statements whose locks stop others, in milliseconds. */
  readonly statementTimeout?: number | undefined;
  /** How long locks are tried for, in milliseconds. */
  readonly maxWait?: number | undefined;
  readonly observe?: Observer | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Called again and again while somebody is in the way, for a person who wonders why it takes so long. */
  readonly onWait?: ((blockers: readonly Blocker[]) => void) | undefined;
  /** Cancels the statement under way. */
  readonly signal?: AbortSignal | undefined;
}
