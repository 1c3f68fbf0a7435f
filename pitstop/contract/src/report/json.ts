import type { CausedFinding } from "../cause/causes.ts";
import { counted, grouped } from "./group.ts";
import type { Unseen } from "./unseen.ts";

/** The findings for a program: every one of them, how many changes there are of each level, and what can't be seen. */
export function jsonReport(findings: readonly CausedFinding[], since: string, unseen: Unseen): string {
  return JSON.stringify({ since, counts: counted(grouped(findings)), unseen, findings }, null, 2);
}
