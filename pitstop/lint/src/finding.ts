import type { Lock } from "./lock.ts";

export type Level = "error" | "warning" | "style";

export interface Finding {
  /** The id of the rule. */
  readonly rule: string;
  readonly level: Level;
  /** Line of the file, from 1. */
  readonly line: number;
  /** Column of the line, from 1, in UTF-16 code units. */
  readonly column: number;
  /** The statement's SQL. */
  readonly statement: string;
  readonly table: string | null;
  readonly lock: Lock | null;
  /** What happens, which lock, who waits. */
  readonly message: string;
  /** SQL that is ready to paste. */
  readonly rewrite: string;
}

/** A finding that a comment above its statement says is intended. */
export interface Exception {
  readonly rule: string;
  readonly line: number;
  readonly reason: string;
}
