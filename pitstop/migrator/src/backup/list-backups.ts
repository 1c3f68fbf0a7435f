import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MigratorError } from "../errors.ts";
import { type Backup, openBackup } from "./manifest.ts";

/** The finished backups in a folder, the newest first. What is no backup of ours, or was altered, is not among them. */
export function listBackups(folder: string): Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => openIfWhole(join(folder, name)))
    .sort((one, other) => (one.manifest.createdAt < other.manifest.createdAt ? 1 : -1));
}

function openIfWhole(folder: string): Backup[] {
  try {
    return [openBackup(folder)];
  } catch (error) {
    if (error instanceof MigratorError || isNoFolder(error)) return [];
    throw error;
  }
}

const isNoFolder = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOTDIR";
