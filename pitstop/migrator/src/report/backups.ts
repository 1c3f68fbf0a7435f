import type { Backup, DamagedBackup } from "../backup/index.ts";
import { shownVersion } from "../server-version.ts";
import { columns } from "./columns.ts";
import { count, size } from "./words.ts";

/** A backup as a machine reads it. `isWhole` is null where its files were not read. */
export interface ListedBackup {
  readonly name: string;
  readonly folder: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly method: string;
  readonly database: string;
  /** "db.example:5432", or the folder of an embedded server; null in backups that do not say. */
  readonly server: string | null;
  /** Of PostgreSQL; null where the account could not read it. */
  readonly systemIdentifier: string | null;
  readonly bytes: number;
  readonly serverVersion: string;
  /** The names of the applied migrations, oldest first. */
  readonly migrations: readonly string[];
  readonly isWhole: boolean | null;
  readonly problem: string | null;
}

/** `damaged` are those that a check found, if there was one. */
export function listedBackups(
  backups: readonly Backup[],
  damaged: readonly DamagedBackup[] | undefined,
): ListedBackup[] {
  return backups.map(({ id, folder, manifest }) => {
    const damage = damaged?.find((found) => found.id === id);
    return {
      name: id,
      folder,
      createdAt: manifest.createdAt,
      method: manifest.method,
      database: manifest.database,
      server: manifest.server?.address ?? null,
      systemIdentifier: manifest.server?.systemIdentifier ?? null,
      bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
      serverVersion: shownVersion(manifest.serverVersion),
      migrations: manifest.migrations,
      isWhole: damaged ? damage === undefined : null,
      problem: damage?.error.message ?? null,
    };
  });
}

/** The list for a person, the newest first. */
export function backupTable(backups: readonly ListedBackup[]): string {
  const isChecked = backups.some(({ isWhole }) => isWhole !== null);
  const isServerKnown = backups.some(({ server }) => server !== null);
  const head = [
    "Name",
    "Made",
    ...(isServerKnown ? ["Server"] : []),
    "Size",
    "PostgreSQL",
    "Migrations",
    ...(isChecked ? ["Checksums"] : []),
  ];
  const rows = backups.map((backup) => [
    backup.name,
    `${backup.createdAt.slice(0, 16).replace("T", " ")} UTC`,
    ...(isServerKnown ? [serverCell(backup)] : []),
    size(backup.bytes),
    backup.serverVersion,
    migrationsOf(backup),
    ...(isChecked ? [backup.isWhole ? "agree" : "DIFFER"] : []),
  ]);
  return `${columns([head, ...rows]).join("\n")}\n`;
}

/** Folders of embedded servers are long, and a project has one. */
function serverCell({ server, method }: ListedBackup): string {
  if (server === null) return "unknown";
  return method === "base backup" ? "embedded" : server;
}

function migrationsOf({ migrations }: ListedBackup): string {
  const last = migrations.at(-1);
  return last === undefined ? "none" : `${count(migrations.length, "migration")}, last ${last}`;
}
