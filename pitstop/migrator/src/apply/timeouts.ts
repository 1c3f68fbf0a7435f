import type { ApplySession, Timeouts } from "./apply-session.ts";
import { shapeOf } from "./statement-shape.ts";

/** A validation reads for as long as the table is large, and stops nobody. */
export function timeoutsOf(session: ApplySession, sql: string): Timeouts {
  return shapeOf(sql).kind === "validation" ? { ...session.timeouts, statement: 0 } : session.timeouts;
}
