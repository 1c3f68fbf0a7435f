import type { Judgment } from "../intent/index.ts";
import type { Direction } from "../migration/read-migration.ts";
import type { TableEffect } from "./cost/effect.ts";

/** What a statement did in a rehearsal. */
export interface RehearsedStatement {
  readonly migration: string;
  readonly direction: Direction;
  /** Its place in the migration, from 0. */
  readonly index: number;
  /** SQL, or what a backfill fills, in words. */
  readonly statement: string;
  readonly hash: string;
  /** In milliseconds. */
  readonly duration: number;
  readonly rows: number | null;
  readonly tables: readonly TableEffect[];
}

/** The pending migrations run on a copy of the database: up, down and up again, as far as they can be undone. */
export interface Rehearsal {
  readonly statements: readonly RehearsedStatement[];
  /** The migration's name and hash for each that was rehearsed: nothing else may be applied. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Migrations that can't be undone, with the reason that their file gives. */
  readonly irreversible: readonly { readonly migration: string; readonly reason: string }[];
  /** What existed before and is gone or different afterward: after up, and after down and up again. */
  readonly judgments: { readonly up: Judgment; readonly down: Judgment };
}
