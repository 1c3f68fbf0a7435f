import { join } from "node:path";
import type { AbstractSqlPlatform, DatabaseSchema } from "@mikro-orm/postgresql";
import { MigratorError } from "../errors.ts";
import { blankMigration } from "./blank.ts";
import { renameColumns, renamedColumns } from "./changes/renames.ts";
import { differenceWithoutGuesses } from "./difference.ts";
import { namesOf } from "./file-names.ts";
import { leaveOthersAlone } from "./leave-others-alone.ts";
import type { Ownership } from "./ownership.ts";
import { planMigrations } from "./plan.ts";
import type { PlannedFile, PlannedStep } from "./planned-file.ts";
import type { PlanOptions } from "./planning.ts";
import { printMigration } from "./print-migration.ts";
import { snapshotOfEntities } from "./snapshot-file.ts";
import { leaveOtherSpellings } from "./spellings.ts";
import { nextMoment, writeTogether } from "./write-files.ts";

export interface CreateOptions extends PlanOptions {
  /** What a person called the change: the files are named after it. */
  readonly name?: string | undefined;
}

/** Where migrations are written to. */
export interface CreateTarget {
  readonly folder: string;
  /** Where the schema of the entities is noted when the files are written; nowhere when it is left out. */
  readonly snapshotFile?: string | undefined;
}

export interface CreateSource extends CreateTarget {
  readonly platform: AbstractSqlPlatform;
  /** The schema as the migrations so far make it; renames change it. */
  readonly from: DatabaseSchema;
  /** The schema as the entities want it. */
  readonly to: DatabaseSchema;
  /** What entities never owned is never dropped. */
  readonly owned: Ownership;
  /** Gets the names of what was left alone though no entity has it: "audit", "cars.remark". */
  readonly onLeft?: (names: readonly string[]) => void;
  /** Of the database that `from` was read from: it knows which expressions are the same in its own words. */
  readonly databaseUrl?: string;
}

/** What MikroORM calls the result of a migration that was created, for several files. */
export interface CreatedMigrations {
  /** All names, separated by commas, the first one first: it stands in the message of `migration:create`. */
  readonly fileName: string;
  /** The files, one after the other. */
  readonly code: string;
  readonly diff: { up: string[]; down: string[] };
}

/**
 * Writes the migrations from one schema to the other, and the snapshot, all or none. Without a difference nothing is
 * written and `diff.up` is empty. Throws MigratorError with a code GENERATE_… for what cannot be done safely.
 */
export async function createMigrations(
  source: CreateSource,
  options: CreateOptions = {},
): Promise<CreatedMigrations> {
  const files = await plannedFiles(source, options);
  const texts = files.map((file) => ({
    path: join(source.folder, file.fileName),
    text: printMigration(file),
  }));
  if (files.length > 0) await writeTogether([...texts, ...snapshot(source, source.to)]);
  return {
    fileName: files.map(({ fileName }) => fileName).join(", "),
    code: texts.map(({ text }) => text).join("\n"),
    diff: {
      up: files.flatMap(({ up }) => up.map(described)),
      down: files.toReversed().flatMap(({ down }) => ("steps" in down ? down.steps.map(described) : [])),
    },
  };
}

/** A migration that somebody states whole, without its place in time. */
export interface StatedMigration extends Omit<PlannedFile, "className" | "fileName"> {
  /** snake_case, the end of the file's name: `add_car_price`. */
  readonly name: string;
}

/**
 * Writes migrations as they are stated, one after another in time, and notes the entities as they are now: the
 * migrations lead there. All or none.
 */
export async function createStatedMigrations(
  target: CreateTarget,
  to: DatabaseSchema,
  stated: readonly StatedMigration[],
): Promise<string[]> {
  const at = await nextMoment(target.folder);
  const files = stated.map(({ name, ...migration }, index) => ({
    ...migration,
    ...namesOf(at, index, [name]),
  }));
  const texts = files.map((file) => ({
    path: join(target.folder, file.fileName),
    text: printMigration(file),
  }));
  await writeTogether([...texts, ...snapshot(target, to)]);
  return files.map(({ className }) => className);
}

/** Writes an empty migration to be filled by hand, and notes the entities as they are now. */
export async function createBlankMigration(
  target: CreateTarget,
  to: DatabaseSchema,
  name: string | undefined,
): Promise<CreatedMigrations> {
  const { fileName, code } = blankMigration(await nextMoment(target.folder), name);
  await writeTogether([{ path: join(target.folder, fileName), text: code }, ...snapshot(target, to)]);
  return { fileName, code, diff: { up: ["-- by hand"], down: ["-- by hand"] } };
}

function snapshot({ snapshotFile }: CreateTarget, schema: DatabaseSchema): { path: string; text: string }[] {
  return snapshotFile === undefined ? [] : [{ path: snapshotFile, text: snapshotOfEntities(schema) }];
}

/** The migrations from one schema to the other, as values. Throws as `createMigrations`. */
export async function plannedFiles(
  { platform, from, to, folder, owned, onLeft, databaseUrl }: CreateSource,
  options: CreateOptions = {},
): Promise<PlannedFile[]> {
  const helper = platform.getSchemaHelper();
  if (!helper) {
    throw new MigratorError(
      "GENERATE_DATABASE_UNSUPPORTED",
      "MikroORM writes no schema for this database.",
      "Use PostgreSQL.",
    );
  }
  const renames = renameColumns(from, options.renames);
  const difference = differenceWithoutGuesses(platform, from, to);
  const left = leaveOthersAlone(difference, owned);
  if (left.length > 0) onLeft?.(left);
  if (databaseUrl !== undefined) await leaveOtherSpellings(difference, platform, databaseUrl);
  const source = { difference, helper, renames: renamedColumns(renames, difference) };
  return planMigrations(source, { at: await nextMoment(folder), name: options.name }, options);
}

function described(step: PlannedStep): string {
  if (step.kind === "sql") return `${step.sql.replace(/;\s*$/, "")};`;
  const { table, set, where } = step.backfill;
  return `-- in batches: update ${table} set ${set} where ${where};`;
}
