import type { Migration as MikroMigration } from "@mikro-orm/migrations";
import { MigratorError } from "../errors.ts";
import { type BackfillQuery, backfillMark } from "./migration.ts";
import { backfillStep, hashOf, type Step, sqlStep } from "./step.ts";

export type Direction = "up" | "down";

/** A migration in one direction, as a value: what would run, before anything runs. */
export interface ReadMigration {
  readonly name: string;
  readonly direction: Direction;
  /** Whether all its steps take effect together or not at all. */
  readonly isTransactional: boolean;
  readonly steps: readonly Step[];
  /** Of all steps in their order. */
  readonly hash: string;
}

/**
 * Reads the steps of a migration by calling its `up` or `down`, which only list them. Code in a migration that talks
 * to the database itself cannot be linted, rehearsed statement by statement or retried: it is refused.
 * Throws MigratorError MIGRATION_NOT_READABLE.
 */
export async function readMigration(
  name: string,
  migration: MikroMigration,
  direction: Direction,
): Promise<ReadMigration> {
  migration.reset();
  refuseOwnQueries(name, migration);
  await migration[direction]();
  const steps = migration.getQueries().flatMap((query) => stepOf(name, query));
  migration.reset();
  return {
    name,
    direction,
    isTransactional: migration.isTransactional(),
    steps,
    hash: hashOf(steps.map((step) => step.hash).join("\n")),
  };
}

function stepOf(name: string, query: unknown): Step[] {
  if (typeof query === "string") return query.trim() === "" ? [] : [sqlStep(query.trim())];
  if (isBackfill(query)) return [backfillStep(query[backfillMark])];
  throw notReadable(name, "adds a query that is not SQL text");
}

const isBackfill = (query: unknown): query is BackfillQuery =>
  typeof query === "object" && query !== null && backfillMark in query;

function refuseOwnQueries(name: string, migration: MikroMigration): void {
  const refuse = () => {
    throw notReadable(name, "queries the database by itself");
  };
  Object.assign(migration, { execute: refuse, getEntityManager: refuse });
}

function notReadable(name: string, what: string): MigratorError {
  return new MigratorError(
    "MIGRATION_NOT_READABLE",
    `${name} ${what}: what it does cannot be checked before it runs.`,
    "State everything by this.addSql(`…`) and this.backfill({ … }).",
  );
}
