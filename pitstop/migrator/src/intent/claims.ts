import {
  isJudge,
  type LossComment,
  readLossComment,
  type StatedStatement,
  type Step,
  statedStatements,
} from "@pitstop/lint";
import { nodeOf, nodesOf } from "@pitstop/lint/sql";
import { type Node, parseSync, type VariableSetStmt } from "libpg-query";
import type { ReadMigration } from "../migration/read-migration.ts";
import type { SchemaObject, Snapshot } from "../snapshot/index.ts";
import { Attached } from "./attached.ts";
import type { Claim, Stated } from "./claim.ts";
import { newNamesOfConstraint, statedOfConstraint } from "./constraint-of-index.ts";
import { Names } from "./names.ts";
import { newNameOf } from "./new-names.ts";
import { statedBy } from "./stated.ts";
import { Views } from "./through-views.ts";
import { statedOfTypedValues } from "./typed-values.ts";

/** A migration with the text of its file, where it has one. */
export interface MigrationWithSource {
  readonly migration: ReadMigration;
  /** Comments above `this.addSql` in `up` are read from it. */
  readonly source?: string | undefined;
}

/** All that migrations say about what existed before them, in their order. */
export function claimsOf(migrations: readonly MigrationWithSource[], before: Snapshot): Claim[] {
  const context: Context = {
    names: new Names(before.objects, before.searchPath),
    attached: new Attached(before.objects),
    views: new Views(before.objects),
    objects: before.objects,
    role: before.role,
  };
  const { names } = context;
  return migrations.flatMap(({ migration, source }) => {
    names.begin();
    context.role = before.role;
    const statements = statedStatements(migration, source);
    return migration.steps.flatMap((step, index) => {
      const ofStep = step.kind === "backfill" ? statementsOfBackfill(step) : (statements[index] ?? []);
      return ofStep.flatMap((statement) => claimsOfStatement(statement, migration, context));
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
  { name: migration, direction, isTransactional }: ReadMigration,
  context: Context,
): Claim[] {
  const { names, attached, views } = context;
  const setting = nodeOf(node, "VariableSetStmt");
  if (setting) followSetting(setting, context);
  /** Of a name as it was before the migration. */
  const claimOn = (stated: Stated, path: readonly string[], reason: string | undefined): Claim[] => {
    const paths = [path, ...views.below(stated, path)];
    const all = paths.flatMap((each) => [each, ...attached.alsoStated(stated, each)]);
    const left = attached.left();
    return all.map((name) => ({
      ...stated,
      name,
      migration,
      direction,
      reason,
      ...(left.length > 0 && { left }),
    }));
  };
  const claimOf = (stated: Stated, reason: string | undefined): Claim[] => {
    const path = names.before(stated.kinds, stated.name);
    return path === undefined ? [] : claimOn(stated, path, reason);
  };
  const newName = newNameOf(node);
  const claims = [
    ...statedBy(node, context.role).flatMap((stated) => claimOf(stated, reasonFor(stated, allowances))),
    ...[
      ...statedByReassign(node, context),
      ...statedOfTypedValues(node, newName, context),
      ...statedOfConstraint(newName, context),
    ].flatMap((stated) => claimOn(stated, stated.name, reasonFor(stated, allowances))),
  ];
  const permitted = allowances
    .filter(({ rule }) => rule === "loss")
    .flatMap(({ reason: text }) => {
      const comment = readLossComment(text);
      return comment ? claimOf(lossOf(comment), comment.reason) : [];
    });
  if (newName) {
    const path = names.before(newName.kinds, newName.from);
    const alike = path ? attached.alsoRenamed(newName, path) : [];
    for (const each of [newName, ...alike, ...newNamesOfConstraint(newName, context)]) names.rename(each);
  }
  names.follow(node, isTransactional);
  attached.follow(node, names);
  views.follow(node, names);
  return [...claims, ...permitted];
}

const lossOf = ({ kind, name }: LossComment): Stated =>
  kind === "rows" ? { act: "delete", kinds: ["table"], name } : { act: "drop", kinds: [kind], name };

/** What permits the cost of a statement, or another danger, does not permit what it takes away. */
const reasonFor = ({ permittedBy }: Stated, allowances: StatedStatement["allowances"]): string | undefined =>
  allowances.find(({ rule }) => (permittedBy ? permittedBy.includes(rule) : !isJudge(rule)))?.reason;

/** REASSIGN OWNED names the roles, and by them everything that they own. */
function statedByReassign(node: Node, { objects, role }: Context): Stated[] {
  const owners = nodesOf(nodeOf(node, "ReassignOwnedStmt")?.roles, "RoleSpec").map(
    ({ rolename }) => rolename ?? role,
  );
  return objects
    .filter(({ properties: { owner } }) => typeof owner === "string" && owners.includes(owner))
    .map(({ kind, path }) => ({
      act: "change",
      kinds: [kind],
      name: path,
      properties: ["owner", "rights"],
    }));
}

/** What names mean where a statement runs. */
interface Context {
  readonly names: Names;
  readonly attached: Attached;
  readonly views: Views;
  readonly objects: readonly SchemaObject[];
  /** The current role. */
  role: string;
}

function followSetting({ kind, name, args }: VariableSetStmt, context: Context): void {
  const { names } = context;
  if (kind === "VAR_RESET_ALL") names.search();
  const values = nodesOf(args, "A_Const").flatMap(({ sval }) => sval?.sval ?? []);
  if (name === "search_path") names.search(kind === "VAR_SET_VALUE" ? values : undefined);
  if (name === "role" || name === "session_authorization") context.role = values[0] ?? context.role;
}
