import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { MigratorError } from "../errors.ts";
import type { TableFingerprint } from "../fingerprint/index.ts";
import { syncFolder, writeSynced } from "./durable.ts";
import { isManifest } from "./manifest-shape.ts";

/** The form of the manifest and of the files beside it. A newer form gets a higher number. */
const FORMAT = 1;

export interface BackedUpFile {
  /** Within the backup, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** How the database sorts and spells: a copy must be made with the same. */
export interface DatabaseLocale {
  readonly encoding: string;
  readonly collate: string;
  readonly ctype: string;
  /** "c" (of the system), "i" (ICU) or "b" (built in); null before PostgreSQL 15, which has the system's alone. */
  readonly provider: string | null;
  /** Of ICU or the built-in provider. */
  readonly locale: string | null;
  readonly rules: string | null;
}

/** Which server a database was on when it was backed up. */
export interface BackedUpServer {
  /** What initdb gave it, and its copies keep; null where the account may not read it. */
  readonly systemIdentifier: string | null;
  /** "db.example:5432", or the folder of an embedded server: it tells a server from its copies. */
  readonly address: string;
}

/** What a backup says of itself. */
export interface Manifest {
  readonly format: number;
  readonly id: string;
  /** ISO 8601, by the clock of the database. */
  readonly createdAt: string;
  readonly method: "pg_dump" | "base backup" | "command";
  /** Missing in backups that were made before it was kept. */
  readonly server?: BackedUpServer;
  readonly database: string;
  readonly locale: DatabaseLocale;
  /** Of the whole database, in bytes. */
  readonly databaseBytes: number;
  /** As PostgreSQL numbers it: 180004 is 18.4. */
  readonly serverVersion: number;
  /** What wrote the files: "pg_dump 18.4". */
  readonly tool: string;
  /** The names of the applied migrations, oldest first. */
  readonly migrations: readonly string[];
  /** Of the same moment as the files; without those tables that were written to while a base backup was made. */
  readonly fingerprints: readonly TableFingerprint[];
  readonly files: readonly BackedUpFile[];
}

/** A finished backup. */
export interface Backup {
  /** The name of its folder. */
  readonly id: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

export const MANIFEST = "manifest.json";
export const SEAL = "manifest.sha256";

/** Writes the manifest and its checksum; with it the folder is a backup. */
export function writeManifest(folder: string, content: Omit<Manifest, "format">): Manifest {
  const manifest = { format: FORMAT, ...content };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  writeSynced(join(folder, MANIFEST), text);
  writeSynced(join(folder, SEAL), sealOf(text));
  syncFolder(folder);
  return manifest;
}

export const sealOf = (content: string | Buffer): string =>
  `${createHash("sha256").update(content).digest("hex")}  ${MANIFEST}\n`;

/**
 * Opens a backup by its folder; its files are not looked at, see verifyBackup. Throws MigratorError BACKUP_INCOMPLETE,
 * BACKUP_ALTERED and BACKUP_FORMAT_UNKNOWN.
 */
export function openBackup(folder: string): Backup {
  const content = read(folder, MANIFEST);
  if (read(folder, SEAL).toString("latin1") !== sealOf(content)) throw altered(folder, MANIFEST);
  const manifest = parsed(content.toString("utf8"));
  const format =
    typeof manifest === "object" && manifest && "format" in manifest ? manifest.format : undefined;
  if (typeof format === "number" && format !== FORMAT) throw unknownFormat(folder, format);
  if (isManifest(manifest)) return { id: basename(folder), folder, manifest };
  throw altered(folder, MANIFEST);
}

/** Undefined where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A link may lead anywhere, and a pipe would never end. */
function read(folder: string, name: string): Buffer {
  const file = join(folder, name);
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (!stat) throw incomplete(folder, name);
  if (!stat.isFile()) throw altered(folder, name);
  return readFileSync(file);
}

const unknownFormat = (folder: string, format: number): MigratorError =>
  new MigratorError(
    "BACKUP_FORMAT_UNKNOWN",
    `The backup ${folder} has format ${format}; this version reads format ${FORMAT}.`,
    "Restore it with the version of Pitstop that made it.",
  );

export const altered = (folder: string, file: string): MigratorError =>
  new MigratorError(
    "BACKUP_ALTERED",
    `The backup ${folder} is not what was written: ${file} was altered.`,
    "Use another backup: this one cannot be trusted. Check the disk that it was on.",
  );

export const incomplete = (folder: string, file: string): MigratorError =>
  new MigratorError(
    "BACKUP_INCOMPLETE",
    `The backup ${folder} is not whole: ${file} is missing.`,
    "Use another backup, or bring back the whole folder from where it was copied to.",
  );
