import type { Linter, LintResult } from "../linter.ts";
import type { Snapshot } from "../snapshot.ts";
import type { FlavorName } from "./advice.ts";
import type { Folders } from "./folders.ts";

/** Migrations that are applied one after another. */
export interface MigrationSet {
  /** Absolute paths, in the order in which they are applied. Not each of them has to exist. */
  readonly paths: readonly string[];
  /** What MikroORM says about tables that no migration here creates. */
  readonly snapshot?: Snapshot;
}

/** A migration that is read, and not yet linted. */
export interface PreparedMigration {
  /** Throws LintError LINT_SQL_INVALID. */
  lint(linter: Linter, applied: readonly { readonly name: string }[]): LintResult;
  learn(linter: Linter): void;
}

export interface Settings {
  /** Whether whatever runs plain SQL files puts each of them into a transaction; undefined if nothing says so. */
  readonly transaction: boolean | undefined;
}

/** How one tool names, orders and runs migrations. */
export interface Flavor {
  readonly name: FlavorName;
  /** As the tool records it, and as `startAfter` names it. */
  nameOf(path: string): string;
  /** The same for all files of a set, and for no other: a path with "*" for what differs. */
  placeOf(path: string): string;
  /** The migrations among which a file is. Throws LintError. */
  setOf(path: string, folders: Folders): Promise<MigrationSet>;
  /** Throws LintError. `text` is that of the file. */
  prepare(path: string, text: string, settings: Settings): Promise<PreparedMigration>;
}
