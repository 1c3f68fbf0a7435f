import type { Node } from "libpg-query";
import { readComments } from "./comments.ts";
import { type Allowance, exceptionsOf } from "./exceptions.ts";
import { stepTexts } from "./migration-text.ts";
import type { ReadableMigration } from "./readable-migration.ts";
import { split } from "./split.ts";

export type { Allowance } from "./exceptions.ts";

/** A statement of a migration with what the comments above it permit. */
export interface StatedStatement {
  readonly node: Node;
  readonly text: string;
  readonly allowances: readonly Allowance[];
}

/**
 * The statements of each step of a migration, by the step's index. A backfill has none, and neither has SQL that the
 * parser cannot read. `source` is the text of the migration's file: comments may also stand above `this.addSql`.
 */
export function statedStatements(
  migration: ReadableMigration,
  source?: string,
): readonly StatedStatement[][] {
  const texts = stepTexts(migration, source);
  return texts.map((text) => (text === undefined ? [] : statementsIn(text)));
}

/** What the comments of each step permit, by the step's index. */
export function allowancesOf(
  migration: ReadableMigration,
  source?: string,
): readonly (readonly Allowance[])[] {
  return statedStatements(migration, source).map((statements) =>
    statements.flatMap(({ allowances }) => allowances),
  );
}

function statementsIn(sql: string): StatedStatement[] {
  try {
    const statements = split(sql, { isInTransaction: true, queries: [] });
    const { allowed } = readComments(sql);
    const { allowances } = exceptionsOf(sql, allowed, [], statements);
    return statements.map(({ index, node, text }) => ({
      node,
      text,
      allowances: allowances.get(index) ?? [],
    }));
  } catch {
    // The linter reports what it cannot read. Here it permits nothing.
    return [];
  }
}
