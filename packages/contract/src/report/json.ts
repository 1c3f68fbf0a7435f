import type { CausedFinding } from "../cause/causes.ts";
import { levels } from "../finding.ts";

/** The findings for a program: every one of them, and how many there are of each level. */
export function jsonReport(findings: readonly CausedFinding[], since: string): string {
  const counts = Object.fromEntries(
    levels.map((level) => [level, findings.filter((finding) => finding.level === level).length]),
  );
  return JSON.stringify({ since, counts, findings }, null, 2);
}
