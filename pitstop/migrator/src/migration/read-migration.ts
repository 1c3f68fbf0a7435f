import type { Migration as MikroMigration } from "@mikro-orm/migrations";
import { backfillMark, backfillStep, hashOf, isBackfill, type Step, sqlStep } from "@pitstop/lint";
import { MigratorError } from "../errors.ts";
import { ownQueryText } from "./own-query.ts";
import { recordingManager } from "./recording-manager.ts";

export type Direction = "up" | "down";

/** Runs a statement in the place of a migration's own `this.execute` or entity manager. */
export type Execute = (sql: string) => Promise<Executed>;

export interface Executed {
  readonly rows: Record<string, unknown>[];
  /** Rows that it gave or touched; null where it is no such statement. */
  readonly count: number | null;
}

/** A migration in one direction, as a value: what would run, before anything runs. */
export interface ReadMigration {
  readonly name: string;
  readonly direction: Direction;
  /** Whether all its steps take effect together or not at all. */
  readonly isTransactional: boolean;
  /** Of one that queries the database by itself, none before they are recorded on a copy. */
  readonly steps: readonly Step[];
  /** Of all steps in their order. */
  readonly hash: string;
  /**
   * Where its code runs its own queries: runs the code again. `execute` is given each query as it is made; what
   * the code only lists is given back, to be run after it.
   */
  readonly replay?: (execute: Execute) => Promise<readonly Step[]>;
}

/**
 * Reads the steps of a migration by calling its `up` or `down`, which only list them. Where the code calls
 * `this.execute` or uses the entity manager, what it does is known only when it ran: it is given back with `replay`,
 * and without steps.
 *
 * Throws MigratorError MIGRATION_NOT_READABLE for code that talks to the database in another way.
 */
export async function readMigration(
  name: string,
  migration: MikroMigration,
  direction: Direction,
): Promise<ReadMigration> {
  let isAsking = false;
  const asks: Execute = () => {
    isAsking = true;
    throw notReadable(name, "runs its own queries");
  };
  const known = { name, direction, isTransactional: migration.isTransactional() };
  try {
    const steps = await call(name, migration, direction, asks);
    if (!isAsking) return readAs(known, steps);
  } catch (error) {
    // The code may have caught ours and failed for want of an answer.
    if (!isAsking) throw error;
  }
  if (!known.isTransactional) throw notReadable(name, "runs its own queries outside a transaction");
  return { ...readAs(known, []), replay: (execute) => call(name, migration, direction, execute) };
}

/** A migration with these steps. */
export function readAs<Known extends Pick<ReadMigration, "name" | "direction" | "isTransactional">>(
  known: Known,
  steps: readonly Step[],
): Known & Pick<ReadMigration, "steps" | "hash"> {
  return { ...known, steps, hash: hashOf(steps.map((step) => step.hash).join("\n")) };
}

/** Whether it has to run on a copy before anybody knows what it does. */
export const isUnrecorded = ({ replay, steps }: ReadMigration): boolean =>
  replay !== undefined && steps.length === 0;

async function call(
  name: string,
  migration: MikroMigration,
  direction: Direction,
  execute: Execute,
): Promise<Step[]> {
  migration.reset();
  const own = async (query: unknown, params: unknown) =>
    (await execute(ownQueryText(migration, query, params))).rows;
  const manager = () => recordingManager(migration, execute, (what) => notReadable(name, what));
  let made: ReturnType<typeof manager> | undefined;
  Object.assign(migration, { execute: own, getEntityManager: () => (made ??= manager()) });
  await migration[direction]();
  const steps = migration.getQueries().flatMap((query) => stepOf(name, query));
  migration.reset();
  return steps;
}

function stepOf(name: string, query: unknown): Step[] {
  if (typeof query === "string") return query.trim() === "" ? [] : [sqlStep(query.trim())];
  if (isBackfill(query)) return [backfillStep(query[backfillMark])];
  throw notReadable(name, "adds a query that is not SQL text");
}

function notReadable(name: string, what: string): MigratorError {
  return new MigratorError(
    "MIGRATION_NOT_READABLE",
    `${name} ${what}: what it does cannot be checked before it runs.`,
    "Query with this.execute(`…`) or the entity manager in a transactional migration, which runs on a copy first. What must run outside a transaction goes into a migration of its own, with this.addSql(`…`) and this.backfill({ … }).",
  );
}
