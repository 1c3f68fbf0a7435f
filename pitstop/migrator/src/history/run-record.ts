import type pg from "pg";
import { endRun, noteBackup, type RunOutcome, startRun } from "./runs.ts";
import { ensureHistory } from "./schema.ts";

/**
 * The note of one run in the history. In a database without a history it is written when something is about to change:
 * a run that is refused leaves nothing there.
 */
export class RunRecord {
  readonly #client: pg.ClientBase;
  readonly #options: object;
  #id: number | undefined;
  #backup: string | undefined;

  private constructor(client: pg.ClientBase, options: object) {
    this.#client = client;
    this.#options = options;
  }

  /** Begun at once where `hasHistory`. Only for who holds the migration lock. */
  static async open(client: pg.ClientBase, options: object, hasHistory: boolean): Promise<RunRecord> {
    const record = new RunRecord(client, options);
    if (hasHistory) await record.begin();
    return record;
  }

  /** The id of the run, which is in the history from here on. */
  async begin(): Promise<number> {
    if (this.#id !== undefined) return this.#id;
    await ensureHistory(this.#client);
    this.#id = await startRun(this.#client, this.#options);
    if (this.#backup !== undefined) await noteBackup(this.#client, this.#id, this.#backup);
    return this.#id;
  }

  async noteBackup(backupId: string): Promise<void> {
    this.#backup = backupId;
    if (this.#id !== undefined) await noteBackup(this.#client, this.#id, backupId);
  }

  async end(outcome: RunOutcome, error?: string): Promise<void> {
    if (this.#id !== undefined) await endRun(this.#client, this.#id, outcome, error);
  }
}
