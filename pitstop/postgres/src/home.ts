import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { isReachable } from "./account.ts";
import { PostgresError } from "./errors.ts";

/** The folders and files of one embedded server. */
export interface Home {
  folder: string;
  data: string;
  log: string;
  password: string;
  lock: string;
  users: string;
}

/**
 * Where the home of a server is, whether it is there or not. Where the server's account cannot reach the folder (a
 * root's home), it is under /var/lib/pitstop, always the same for the same folder.
 */
export function homeOf(wanted: string): Home {
  const path = resolve(wanted);
  const folder = isReachable(path) ? path : substitute(path);
  return {
    folder,
    data: join(folder, "data"),
    log: join(folder, "postgres.log"),
    password: join(folder, "password"),
    lock: join(folder, "lock"),
    users: join(folder, "users"),
  };
}

/** Whether a server has ever run in the folder. */
export const hasPostgres = (folder: string): boolean => existsSync(join(homeOf(folder).data, "PG_VERSION"));

/** Prepares the home of a server: makes its folders, and sees that they can be written. */
export function prepareHome(wanted: string): Home {
  const home = homeOf(wanted);
  try {
    mkdirSync(home.users, { recursive: true, mode: 0o755 });
    writeFileSync(join(home.folder, ".writable"), "");
  } catch (error) {
    throw folderError(home.folder, error);
  }
  return home;
}

/** The superuser's password, made on first use: other accounts of this machine can reach the port. */
export function passwordOf(home: Home): string {
  if (!existsSync(home.password)) {
    writeFileSync(home.password, randomBytes(24).toString("base64url"), { mode: 0o600 });
    chmodSync(home.password, 0o600);
  }
  return readFileSync(home.password, "utf8").trim();
}

/** Turns an error of the file system into one that says what to do. */
export function folderError(folder: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(folder);
  if (code !== "EACCES" && code !== "EROFS" && code !== "EPERM" && code !== "ENOTDIR") return error;
  return new PostgresError(
    "POSTGRES_FOLDER_NOT_WRITABLE",
    `The folder of the embedded PostgreSQL cannot be written: ${folder}`,
    "Give your account the right to write there, or set DATABASE_URL to a PostgreSQL server.",
  );
}

export const diskFull = (folder: string): PostgresError =>
  new PostgresError(
    "POSTGRES_DISK_FULL",
    `The disk is full: the embedded PostgreSQL cannot write to ${folder}`,
    "Free some space and start again. What was committed before is still there.",
  );

function substitute(path: string): string {
  const hash = createHash("sha256").update(path).digest("hex").slice(0, 12);
  return join("/var/lib/pitstop", `${basename(path)}-${hash}`);
}
