import { resolve } from "node:path";
import { MigratorError } from "./errors.ts";
import type { MigrationsTableName } from "./migration/migrations-table.ts";

/** The stages that a person can leave out, by the name they call them. */
export const optionalStages = ["lint", "backup", "rehearsal", "verification"] as const;
export type OptionalStage = (typeof optionalStages)[number];

/** How a migration is taken to a database. Everything has a safe default. */
export interface MigratorSettings {
  /** Where backups are kept. */
  readonly backupFolder: string;
  /** The data folder of the embedded server, for the case that the database is one of its. */
  readonly embeddedFolder?: string | undefined;
  /** MikroORM's list of applied migrations, which a backup names; from MikroORM's settings, and in no other way. */
  readonly migrationsTable?: MigrationsTableName | undefined;
  /** The command that brings a backup back, to be followed by its id: it stands in the report. */
  readonly restoreCommand: string;
  /** A command that makes the backup instead: it is given DATABASE_URL and BACKUP_FOLDER. */
  readonly backupCommand?: string | undefined;
  /** A server for the rehearsal where the database's own may not be used for it. */
  readonly shadowUrl?: string | undefined;
  /** The largest embedded server that is rehearsed in memory, in millions of bytes. */
  readonly shadowMemory: number;
  /** Backups beyond this number are removed, the oldest first. */
  readonly keepBackups: number;
  /** Backups older than this many days are removed; the newest stays. */
  readonly keepBackupsDays: number;
  readonly without: readonly OptionalStage[];
  /** Said where a production database is migrated without a backup. */
  readonly isSureWithoutBackup: boolean;
  readonly isProduction: boolean;
  /** In milliseconds; docs/decisions/0010 says why it is so short. */
  readonly lockTimeout: number;
  /** The longest that a lock may keep readers or writers waiting, in milliseconds; docs/decisions/0014. */
  readonly lockBudget: number;
  /** The longest that the live database is read for the verification, in milliseconds. */
  readonly verificationBudget: number;
  /** Where the report is written as Markdown as well. */
  readonly reportFile?: string | undefined;
  /** The rehearsal takes this many rows of each table, with the rows that they refer to; all of them unless given. */
  readonly sample?: number | undefined;
}

/** What a project says of itself, once. Everything has a default. */
export interface ProjectSettings extends Pick<MigratorSettings, "embeddedFolder" | "migrationsTable"> {
  /** Where backups are kept; by default `.pitstop/backups` in the folder that the process runs in. */
  readonly backupFolder?: string | undefined;
  /** What restores a backup when its id follows; by default `npx pitstop-migrator restore`. */
  readonly restoreCommand?: string | undefined;
  /** Applied migrations up to this one are not read: for a history that began before the project used this migrator. */
  readonly startAfter?: string;
  /** Schemas that the project's migrations make and no entity describes: `migration:fresh` drops them with the rest. */
  readonly ownSchemas?: readonly string[];
  /** Steps that this project leaves out, such as the backup of a database that is made for a test. */
  readonly without?: readonly OptionalStage[];
  readonly sample?: number;
  readonly reportFile?: string;
}

/**
 * Settings from environment variables, over what the project gives. Throws MigratorError SETTINGS_INVALID, which names
 * the variable.
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  project: ProjectSettings,
): MigratorSettings {
  return {
    backupFolder: environment.PITSTOP_BACKUPS || project.backupFolder || resolve(".pitstop/backups"),
    embeddedFolder: project.embeddedFolder,
    migrationsTable: project.migrationsTable,
    restoreCommand: project.restoreCommand ?? "npx pitstop-migrator restore",
    backupCommand: environment.PITSTOP_BACKUP_COMMAND || undefined,
    shadowUrl: environment.SHADOW_DATABASE_URL || undefined,
    shadowMemory: wholeNumber(environment, "PITSTOP_SHADOW_MEMORY", 256),
    keepBackups: wholeNumber(environment, "PITSTOP_KEEP_BACKUPS", 10),
    keepBackupsDays: wholeNumber(environment, "PITSTOP_KEEP_BACKUPS_DAYS", 30),
    without: [...new Set([...(project.without ?? []), ...stagesLeftOut(environment.PITSTOP_WITHOUT)])],
    isSureWithoutBackup: environment.PITSTOP_YES_WITHOUT_BACKUP === "yes",
    isProduction: environment.NODE_ENV === "production",
    lockTimeout: wholeNumber(environment, "PITSTOP_LOCK_TIMEOUT", 50),
    lockBudget: wholeNumber(environment, "PITSTOP_LOCK_BUDGET", 1_000),
    verificationBudget: wholeNumber(environment, "PITSTOP_VERIFICATION_BUDGET", 30_000),
    reportFile: environment.PITSTOP_REPORT || project.reportFile,
    sample: environment.PITSTOP_SAMPLE ? wholeNumber(environment, "PITSTOP_SAMPLE", 0) : project.sample,
  };
}

function wholeNumber(
  environment: Record<string, string | undefined>,
  name: string,
  byDefault: number,
): number {
  const text = environment[name];
  if (!text) return byDefault;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new MigratorError("SETTINGS_INVALID", `${name} is "${text}".`, "Give it a whole number above 0.");
}

function stagesLeftOut(text: string | undefined): OptionalStage[] {
  const names = (text ?? "").split(",").map((name) => name.trim());
  return names.filter((name) => name !== "").map(stageNamed);
}

/** The stage of this name. Throws MigratorError SETTINGS_INVALID. */
export function stageNamed(name: string): OptionalStage {
  const stage = optionalStages.find((known) => known === name);
  if (stage) return stage;
  throw new MigratorError(
    "SETTINGS_INVALID",
    `There is no stage "${name}" to leave out.`,
    `The stages are: ${optionalStages.join(", ")}.`,
  );
}
