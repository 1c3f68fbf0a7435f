import type { DatabaseTable } from "@mikro-orm/postgresql";
import { type Down, type Recipe, type RecipeMigration, type Statement, sqlText } from "@pitstop/lint/recipes";
import type { Piece } from "./piece.ts";
import type { PlannedDown, PlannedStep } from "./planned-file.ts";
import { tablePath } from "./planning.ts";

/** What the generator adds to a recipe: what its files are named after, and which of its migrations share a file. */
export interface PieceOptions {
  readonly table: DatabaseTable;
  /** `cars_price` */
  readonly subject: string;
  /** Each migration gets a file of its own: it locks more tables than its own. */
  readonly isAlone?: boolean;
}

/** The migrations of a recipe as pieces of a plan. */
export function recipePieces(recipe: Recipe, options: PieceOptions): Piece[] {
  return recipe.map((migration): Piece => {
    const group = groupOf(migration, options);
    return {
      stage: migration.stage,
      subject: options.subject,
      step: migration.ending,
      isTransactional: migration.isTransactional,
      ...(group === undefined ? {} : { group }),
      comment: migration.comment,
      up: migration.up.map(plannedStep),
      down: plannedDown(migration.down),
    };
  });
}

// Checks lock their own table alone, and what adds or renames is quick.
function groupOf({ stage, isTransactional }: RecipeMigration, { table, isAlone }: PieceOptions) {
  if (!isTransactional || isAlone) return undefined;
  if (stage === "add" || stage === "rename") return stage;
  return stage === "restrict" || stage === "validate" ? `checks of ${tablePath(table)}` : undefined;
}

function plannedDown(down: Down): PlannedDown {
  if ("impossible" in down) return down;
  const { statements, why } = down;
  return { steps: statements.map(plannedStep), ...(why === undefined ? {} : { why }) };
}

export function plannedStep(statement: Statement): PlannedStep {
  return statement.kind === "sql"
    ? { kind: "sql", sql: sqlText(statement), why: statement.comment }
    : { kind: "backfill", backfill: statement.backfill, why: statement.comment };
}
