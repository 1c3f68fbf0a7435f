import type { Manifest } from "./manifest.ts";

/**
 * Whether what a manifest holds is what we write: anybody can seal a text of their own, and its paths are opened. A file
 * is named by its way down from the backup, so that none outside of it is ever read.
 */
export function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value)) return false;
  return (
    ["id", "database", "tool"].every((name) => typeof value[name] === "string") &&
    typeof value.createdAt === "string" &&
    !Number.isNaN(Date.parse(value.createdAt)) &&
    ["pg_dump", "base backup", "command"].some((method) => method === value.method) &&
    ["databaseBytes", "serverVersion"].every((name) => isAmount(value[name])) &&
    isLocale(value.locale) &&
    (value.server === undefined || isServer(value.server)) &&
    isListOf(value.migrations, (name) => typeof name === "string") &&
    isListOf(value.fingerprints, isFingerprint) &&
    isListOf(value.files, isFile) &&
    value.files.length > 0
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isListOf = (value: unknown, isItem: (item: unknown) => boolean): value is unknown[] =>
  Array.isArray(value) && value.every(isItem);

const isAmount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === "string";

const isLocale = (value: unknown): boolean =>
  isRecord(value) &&
  ["encoding", "collate", "ctype"].every((name) => typeof value[name] === "string") &&
  ["provider", "locale", "rules"].every((name) => isTextOrNull(value[name]));

const isServer = (value: unknown): boolean =>
  isRecord(value) && typeof value.address === "string" && isTextOrNull(value.systemIdentifier);

const isFingerprint = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value.schema === "string" &&
  typeof value.table === "string" &&
  isRecord(value.columns);

const isFile = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value.path === "string" &&
  isWayDown(value.path) &&
  isAmount(value.bytes) &&
  typeof value.sha256 === "string";

const isWayDown = (path: string): boolean =>
  !/[\\:\0]/.test(path) && path.split("/").every((part) => !["", ".", ".."].includes(part));
