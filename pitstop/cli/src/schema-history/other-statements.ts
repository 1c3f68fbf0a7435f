// Policies, rules, statistics and the like, as statements make them, rename their tables and drop them.
import { relationName, type SqlNode, stringsOf } from "../sql-text/parse-sql.ts";
import type { OtherObject } from "./schema-object.ts";

interface Statement {
  readonly kind: string;
  readonly node: SqlNode;
  readonly text: string;
  readonly path: string;
  readonly line: number;
}

/** What there is of them after a statement. */
export function otherObjects(known: readonly OtherObject[], statement: Statement): OtherObject[] {
  const { kind, node } = statement;
  if (kind === "RenameStmt" && node.renameType === "OBJECT_TABLE") {
    const [from, to] = [relationName(node.relation), String(node.newname)];
    return known.map((each) => (each.table === from ? { ...each, table: to } : each));
  }
  if (kind === "DropStmt") return known.filter((each) => !dropped(node).includes(each.name));
  if (kind === "AlterTableStmt") {
    const gone = commandsOf(node).flatMap(({ subtype, name }) =>
      subtype === "AT_DropConstraint" || subtype === "AT_DropColumn" ? [String(name)] : [],
    );
    const table = relationName(node.relation);
    return [...known.filter((each) => each.table !== table || !gone.includes(each.name)), ...made(statement)];
  }
  return [...known, ...made(statement)];
}

const dropped = ({ objects }: SqlNode): string[] =>
  ((objects ?? []) as SqlNode[]).map(
    (each) => stringsOf((each.List as SqlNode | undefined)?.items).at(-1) ?? "",
  );

const commandsOf = ({ cmds }: SqlNode): SqlNode[] =>
  ((cmds ?? []) as { AlterTableCmd: SqlNode }[]).map(({ AlterTableCmd }) => AlterTableCmd);

function made({ kind, node, text: sql, path, line }: Statement): OtherObject[] {
  const of = (what: OtherObject["kind"], name: unknown, relation: unknown): OtherObject => ({
    kind: what,
    name: String(name),
    table: relationName(relation),
    sql,
    path,
    line,
  });
  const rangesIn = (list: unknown) =>
    ((list ?? []) as { RangeVar?: SqlNode }[]).map(({ RangeVar }) => RangeVar);
  switch (kind) {
    case "CreatePolicyStmt":
      return [of("policy", node.policy_name, node.table)];
    case "RuleStmt":
      return [of("rule", node.rulename, node.relation)];
    case "CreateStatsStmt":
      return rangesIn(node.relations).map((range) =>
        of("statistics", stringsOf(node.defnames).at(-1), range),
      );
    case "GrantStmt": {
      const hasColumns = JSON.stringify(node.privileges ?? "").includes('"cols"');
      return node.is_grant === true && hasColumns
        ? rangesIn(node.objects).map((range) => of("privilege", "grant", range))
        : [];
    }
    case "CommentStmt": {
      const [table, column] = stringsOf(
        ((node.object as SqlNode | undefined)?.List as SqlNode | undefined)?.items,
      ).slice(-2);
      if (node.objtype !== "OBJECT_COLUMN" || table === undefined) return [];
      return [
        {
          ...of("comment", column, { relname: table }),
          ...(typeof node.comment === "string" && { comment: node.comment }),
        },
      ];
    }
    case "AlterTableStmt":
      return commandsOf(node).flatMap(({ def }) => inTable(def as SqlNode | undefined, node.relation, of));
    case "CreateStmt":
      return ((node.tableElts ?? []) as SqlNode[]).flatMap((element) => inTable(element, node.relation, of));
    default:
      return [];
  }
}

/** Exclusion constraints and generated columns of a table. */
function inTable(
  element: SqlNode | undefined,
  relation: unknown,
  of: (what: OtherObject["kind"], name: unknown, relation: unknown) => OtherObject,
): OtherObject[] {
  const constraint = element?.Constraint as SqlNode | undefined;
  if (constraint?.contype === "CONSTR_EXCLUSION") return [of("exclusion", constraint.conname, relation)];
  const column = element?.ColumnDef as SqlNode | undefined;
  const isGenerated = ((column?.constraints ?? []) as { Constraint: SqlNode }[]).some(
    ({ Constraint }) => Constraint.contype === "CONSTR_GENERATED",
  );
  return isGenerated ? [of("generated column", column?.colname, relation)] : [];
}
