import type { Node } from "libpg-query";

/** A transaction as the file writes it, or as the runner wraps it around the file. */
export interface Transaction {
  readonly id: number;
  readonly startedBy: "file" | "runner";
  /** Whether a COMMIT, ROLLBACK or the runner ends it. */
  isClosed: boolean;
  isRolledBack: boolean;
}

export interface Statement {
  readonly index: number;
  readonly node: Node;
  /** The SQL without the comments above it and without the semicolon. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Byte position of `text` in the file: the parse tree counts bytes of the file. */
  readonly byteStart: number;
  /** Undefined where the statement commits by itself. */
  readonly transaction: Transaction | undefined;
}
