import { LintError } from "../lint-error.ts";
import type { LintedFiles } from "../lint-files.ts";

/** What a format writes. */
export interface Report extends LintedFiles {
  /** The folder that relative names of files are relative to. */
  readonly folder: string;
  /** The revision that only changes since were linted of. */
  readonly since: string | undefined;
}

/** A name of --format, and what it makes of a report. */
export type Format = (report: Report) => { readonly stdout: string; readonly stderr: string };

/** 0 without errors, 1 with, 2 if something could not be linted. */
export function exitCodeOf({ files, problems }: LintedFiles): 0 | 1 | 2 {
  if (problems.length > 0) return 2;
  return files.some(({ findings }) => findings.some(({ level }) => level === "error")) ? 1 : 0;
}

export const lineOf = ({ error }: LintedFiles["problems"][number]): number | undefined =>
  error instanceof LintError ? error.line : undefined;
