import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { MigrationReport } from "@pitstop/migrator";
import { CliError, exitCodes, RefusedError } from "../errors.ts";
import type { Plan } from "../plan.ts";
import { runInWorkspace, runOwnScript } from "./child.ts";
import type { MigrationRequest } from "./write-migrations.ts";

const folder = "packages/db/src/migrations";
const script = "packages/db/src/scripts/migrate-when-told.ts";

export const migrationPath = (name: string): string => `${folder}/${name}.ts`;

/** The names of all migrations, oldest first. */
export function migrationNames(root: string): string[] {
  return readdirSync(join(root, folder))
    .filter((file) => /^Migration\w+\.ts$/.test(file))
    .map((file) => file.replace(/\.ts$/, ""))
    .sort();
}

/** Writes the migrations of a plan and gives their names. Throws CliError MIGRATIONS_FAILED. */
export async function writeMigrations(
  root: string,
  plan: Pick<Plan, "schema" | "migrations">,
): Promise<string[]> {
  if (plan.schema === "none") return [];
  const request: MigrationRequest = {
    schema: plan.schema,
    migrations: plan.migrations,
  };
  // As its input: a system limits how long an argument may be, and a plan may be longer.
  const input = Promise.resolve(JSON.stringify(request));
  const result = await runOwnScript(root, import.meta.filename, "write-migrations", [], { input });
  if (result.status !== 0) throw migrationsFailed("could not be written", result.stderr);
  return JSON.parse(result.stdout) as string[]; // as write-migrations.ts answers
}

export interface Migrating {
  /** Settled when the database may be changed; until then, the run gets as far as its rehearsal. */
  readonly approved: Promise<void>;
  /** Stages to leave out. */
  readonly without?: readonly string[];
}

/** Applies what is pending to the development database. Gives the report. Throws CliError MIGRATIONS_FAILED. */
export async function applyMigrations(root: string, migrating: Migrating): Promise<MigrationReport> {
  const { status, stdout } = await runPipeline(root, [], migrating);
  if (status !== 0) throw migrationsFailed("were not applied");
  return JSON.parse(stdout) as MigrationReport; // as migrate-when-told.ts answers
}

/**
 * Rolls migrations back on the development database, newest first, and no others. Where it has seen none of them it is
 * left alone, whatever else it has seen. Throws CliError MIGRATIONS_FAILED and RefusedError APPLIED_SINCE.
 */
export async function revertMigrations(
  root: string,
  reverted: readonly string[],
  migrating: Migrating,
): Promise<void> {
  const applied = reverted.length === 0 ? [] : await appliedMigrations(root);
  const last = lastBefore(applied, reverted);
  if (last === undefined) return migrating.approved;
  const { status } = await runPipeline(root, ["down", last], migrating);
  if (status !== 0) throw migrationsFailed("could not be rolled back");
}

/**
 * The migration that stays on top once these are rolled back; "0" for none, and undefined where none of them is
 * applied. The order is that in which they were applied: names say when a file was made, and a branch that is merged
 * brings older ones. Throws RefusedError APPLIED_SINCE where others would be rolled back too.
 */
export function lastBefore(applied: readonly string[], reverted: readonly string[]): string | undefined {
  const first = applied.findIndex((name) => reverted.includes(name));
  if (first < 0) return undefined;
  const others = applied.slice(first).filter((name) => !reverted.includes(name));
  if (others.length === 0) return applied[first - 1] ?? "0";
  throw new RefusedError(
    "APPLIED_SINCE",
    `Applied since, and rolled back with it: ${others.join(", ")}.`,
    "Roll these back first, if that is meant: pnpm --filter db migration:down. Then run the command again.",
  );
}

function runPipeline(root: string, args: readonly string[], { approved, without = [] }: Migrating) {
  const input = approved.then(() => "apply");
  const stages = [process.env.PITSTOP_WITHOUT || [], without].flat().join(",");
  return runInWorkspace(root, script, args, { show: true, input, environment: { PITSTOP_WITHOUT: stages } });
}

async function appliedMigrations(root: string): Promise<string[]> {
  const { status, stdout, stderr } = await runOwnScript(root, import.meta.filename, "applied-migrations", []);
  if (status !== 0) throw migrationsFailed("could not be listed", stderr);
  return JSON.parse(stdout) as string[]; // as applied-migrations.ts answers
}

function migrationsFailed(what: string, why?: string): CliError {
  return new CliError(
    "MIGRATIONS_FAILED",
    why === undefined
      ? `The migrations ${what}. The reason is above.`
      : `The migrations ${what}.\n${why.trim()}`,
    "Fix what it reports, then run the command again.",
    { exitCode: exitCodes.failed },
  );
}
