import type { Level } from "../finding.ts";

/** "2 breaking, 1 risky and 3 safe changes." */
export function summary({ breaking, risky, safe }: Record<Level, number>): string {
  const total = breaking + risky + safe;
  if (total === 0) return "Nothing changed that a client could notice.";
  return `${breaking} breaking, ${risky} risky and ${safe} safe change${safe === 1 ? "" : "s"}.`;
}
