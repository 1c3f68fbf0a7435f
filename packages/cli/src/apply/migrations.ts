import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { MigrationReport } from "@pitstop/migrator";
import { CliError, exitCodes } from "../errors.ts";
import type { Plan } from "../plan.ts";
import { runInWorkspace } from "./child.ts";
import type { MigrationRequest } from "./write-migrations.ts";

const folder = "packages/db/src/migrations";
const scripts = "packages/db/src/scripts";

export const migrationPath = (name: string): string => `${folder}/${name}.ts`;

/** The names of all migrations, oldest first. */
export function migrationNames(root: string): string[] {
  return readdirSync(join(root, folder))
    .filter((file) => /^Migration\w+\.ts$/.test(file))
    .map((file) => file.replace(/\.ts$/, ""))
    .sort();
}

/** Writes the migrations of a plan and gives their names. Throws CliError MIGRATIONS_FAILED. */
export async function writeMigrations(root: string, plan: Plan): Promise<string[]> {
  if (plan.schema === "none") return [];
  const request: MigrationRequest = {
    schema: plan.schema,
    migrations: plan.migrations,
  };
  const result = await runInWorkspace(root, "packages/cli/src/apply/write-migrations.ts", [
    JSON.stringify(request),
  ]);
  if (result.status !== 0) throw migrationsFailed("could not be written", result.stderr);
  return JSON.parse(result.stdout) as string[]; // as write-migrations.ts answers
}

/**
 * Takes what is pending to the development database, by the road of the migrator: as far as the rehearsal at once, and
 * on when it is approved. Gives what the migrator reports of it. Throws CliError MIGRATIONS_FAILED.
 */
export async function applyMigrations(root: string, approved: Promise<void>): Promise<MigrationReport> {
  const input = approved.then(() => "apply");
  const script = `${scripts}/migrate-when-told.ts`;
  const { status, stdout } = await runInWorkspace(root, script, [], { show: true, input });
  if (status !== 0) throw migrationsFailed("were not applied");
  return JSON.parse(stdout) as MigrationReport; // as migrate-when-told.ts answers
}

/**
 * Takes migrations back from the development database, newest first, until the last of `kept`. Where it has seen none
 * of them it is left alone, whatever else it has seen. Throws CliError MIGRATIONS_FAILED.
 */
export async function revertMigrations(
  root: string,
  reverted: readonly string[],
  kept: readonly string[],
): Promise<void> {
  const last = kept.at(-1);
  const target = last === undefined ? ["--to", "0"] : ["--to", last];
  const quick = ["--without", "rehearsal"];
  const applied = await appliedMigrations(root);
  if (!applied.some((name) => reverted.includes(name))) return;
  const args = ["migration:down", "--quiet", ...quick, ...target];
  const { status } = await runInWorkspace(root, `${scripts}/mikro-orm.ts`, args, { show: true });
  if (status !== 0) throw migrationsFailed("could not be taken back");
}

async function appliedMigrations(root: string): Promise<string[]> {
  const { status, stdout, stderr } = await runInWorkspace(
    root,
    "packages/cli/src/apply/applied-migrations.ts",
    [],
  );
  if (status !== 0) throw migrationsFailed("could not be listed", stderr);
  return JSON.parse(stdout) as string[]; // as applied-migrations.ts answers
}

function migrationsFailed(what: string, why?: string): CliError {
  return new CliError(
    "MIGRATIONS_FAILED",
    why === undefined
      ? `The migrations ${what}; the reason stands above.`
      : `The migrations ${what}.\n${why.trim()}`,
    "Change what is named there, then run the command again.",
    { exitCode: exitCodes.failed },
  );
}
