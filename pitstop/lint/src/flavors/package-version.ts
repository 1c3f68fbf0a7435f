import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface PackageVersion {
  readonly major: number;
  readonly minor: number;
}

const found = new Map<string, Promise<PackageVersion | undefined>>();

/** The version of a package that a folder's code gets: the installed one, otherwise the one its package.json asks for. */
export function versionOf(name: string, folder: string): Promise<PackageVersion | undefined> {
  const key = `${name} ${folder}`;
  const version = found.get(key) ?? search(name, folder);
  found.set(key, version);
  return version;
}

async function search(name: string, folder: string): Promise<PackageVersion | undefined> {
  const installed = await json(join(folder, "node_modules", name, "package.json"));
  const version = parsed(installed?.version) ?? asked(name, await json(join(folder, "package.json")));
  if (version !== undefined) return version;
  return dirname(folder) === folder ? undefined : versionOf(name, dirname(folder));
}

const asked = (name: string, manifest: Record<string, unknown> | undefined): PackageVersion | undefined =>
  parsed(["dependencies", "devDependencies"].map((field) => record(manifest?.[field])?.[name]).find(Boolean));

/** "^7.8.1" and "7.8" have a version; "latest" and "workspace:*" don't. */
function parsed(version: unknown): PackageVersion | undefined {
  const match = typeof version === "string" ? /^[\^~>=v\s]*(\d+)\.(\d+)/.exec(version) : null;
  return match === null ? undefined : { major: Number(match[1]), minor: Number(match[2]) };
}

async function json(path: string): Promise<Record<string, unknown> | undefined> {
  try {
    return record(JSON.parse(await readFile(path, "utf8")));
  } catch {
    // Without it, the version is unknown.
    return undefined;
  }
}

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null ? { ...value } : undefined;
