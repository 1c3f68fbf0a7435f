import { access } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { LintError } from "../lint-error.ts";
import { readText } from "../read-text.ts";
import { type Config, readConfig } from "./config.ts";

export const CONFIG_FILE = "pitstop-lint.json";

export interface FoundConfig extends Config {
  /** The folder that its paths are relative to. */
  readonly folder: string;
}

/** The named file, or the nearest pitstop-lint.json from a folder upward. Throws LintError. */
export async function findConfig(folder: string, named: string | undefined): Promise<FoundConfig> {
  const path = named === undefined ? await nearest(folder) : resolve(folder, named);
  if (path === undefined) return { folder };
  return { ...readConfig(await textOf(path), path), folder: dirname(path) };
}

async function nearest(folder: string): Promise<string | undefined> {
  const path = join(folder, CONFIG_FILE);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) return path;
  return dirname(folder) === folder ? undefined : nearest(dirname(folder));
}

async function textOf(path: string): Promise<string> {
  try {
    return await readText(path);
  } catch (error) {
    if (!(error instanceof LintError) || error.code !== "LINT_FILE_MISSING") throw error;
    throw new LintError(
      "LINT_CONFIG_MISSING",
      `There is no configuration file ${path}.`,
      `Create it, or leave --config out: the nearest ${CONFIG_FILE} is used.`,
    );
  }
}
