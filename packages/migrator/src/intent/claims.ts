import { parseSync, type VariableSetStmt } from "libpg-query";
import { type StatedStatement, statedStatements } from "../lint/allowances.ts";
import { isJudge } from "../lint/judges.ts";
import { nodeOf, nodesOf } from "../lint/syntax-node.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import type { Step } from "../migration/step.ts";
import type { Snapshot } from "../snapshot/index.ts";
import type { Claim, Stated } from "./claim.ts";
import { readLossComment } from "./loss-comment.ts";
import { Names } from "./names.ts";
import { newNameOf } from "./new-names.ts";
import { statedBy } from "./stated.ts";

/** A migration with the text of its file, where it has one. */
export interface MigrationWithSource {
  readonly migration: ReadMigration;
  /** Comments above `this.addSql` in `up` are read from it. */
  readonly source?: string | undefined;
}

/** All that migrations say about what existed before them, in their order. */
export function claimsOf(migrations: readonly MigrationWithSource[], before: Snapshot): Claim[] {
  const names = new Names(before.objects, before.searchPath);
  return migrations.flatMap(({ migration, source }) => {
    names.search(); // each runs in a session of its own
    const statements = statedStatements(migration, source);
    return migration.steps.flatMap((step, index) => {
      const ofStep = step.kind === "backfill" ? statementsOfBackfill(step) : (statements[index] ?? []);
      return ofStep.flatMap((statement) => claimsOfStatement(statement, migration, names));
    });
  });
}

/** A backfill is an UPDATE in batches. */
function statementsOfBackfill({ backfill }: Extract<Step, { kind: "backfill" }>): StatedStatement[] {
  const text = `update ${backfill.table} set ${backfill.set}`;
  try {
    const statements = parseSync(text).stmts ?? [];
    return statements.flatMap(({ stmt }) => (stmt ? [{ node: stmt, text, allowances: [] }] : []));
  } catch {
    return [];
  }
}

function claimsOfStatement(
  { node, allowances }: StatedStatement,
  { name: migration, direction }: ReadMigration,
  names: Names,
): Claim[] {
  const setting = nodeOf(node, "VariableSetStmt");
  if (setting) followSearchPath(setting, names);
  const claimOf = (stated: Stated, reason: string | undefined): Claim[] => {
    const path = names.before(stated.kinds, stated.name);
    return path === undefined ? [] : [{ ...stated, name: path, migration, direction, reason }];
  };
  const claims = statedBy(node).flatMap((stated) => claimOf(stated, reasonFor(stated, allowances)));
  const permitted = allowances
    .filter(({ rule }) => rule === "loss")
    .flatMap(({ reason: text }) => {
      const comment = readLossComment(text);
      return comment?.stated.flatMap((stated) => claimOf(stated, comment.reason)) ?? [];
    });
  const newName = newNameOf(node);
  if (newName) names.rename(newName);
  return [...claims, ...permitted];
}

/** What permits the cost of a statement, or another danger, does not permit what it takes away. */
const reasonFor = ({ permittedBy }: Stated, allowances: StatedStatement["allowances"]): string | undefined =>
  allowances.find(({ rule }) => (permittedBy ? permittedBy.includes(rule) : !isJudge(rule)))?.reason;

function followSearchPath({ kind, name, args }: VariableSetStmt, names: Names): void {
  if (kind === "VAR_RESET_ALL") names.search();
  if (name !== "search_path") return;
  const schemas = nodesOf(args, "A_Const").flatMap(({ sval }) => sval?.sval ?? []);
  names.search(kind === "VAR_SET_VALUE" ? schemas : undefined);
}
