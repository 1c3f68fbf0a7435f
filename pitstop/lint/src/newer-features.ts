import type { AlterTableType, Node } from "libpg-query";
import { descendants, nodeOf, nodesOf } from "./syntax-node.ts";

/** What the grammar reads and an older server doesn't know. */
export interface NewerFeature {
  readonly what: string;
  /** The first major version that has it. */
  readonly since: number;
  readonly isIn: (node: Node) => boolean;
}

const changes = (node: Node) => nodesOf(nodeOf(node, "AlterTableStmt")?.cmds, "AlterTableCmd");
const subtype = (type: AlterTableType) => (node: Node) =>
  changes(node).some((command) => command.subtype === type);
const constraints = (node: Node) => descendants(node, "Constraint");
const options = (node: Node, ...names: string[]) =>
  descendants(node, "DefElem").filter(({ defname = "" }) => names.includes(defname));
const published = (node: Node) =>
  "CreatePublicationStmt" in node || "AlterPublicationStmt" in node
    ? descendants(node, "PublicationObjSpec")
    : [];
const isTableNotNull = ({ contype, keys = [] }: { contype?: string; keys?: Node[] }) =>
  contype === "CONSTR_NOTNULL" && keys.length > 0;

/**
 * What a later version of PostgreSQL brought to the reference pages, for the versions that the linter knows.
 * https://www.postgresql.org/docs/release/, "Migration" and "Changes" of each.
 */
export const newerFeatures: readonly NewerFeature[] = [
  {
    what: "MERGE",
    since: 15,
    isIn: (node) => descendants(node, "MergeStmt").length > 0,
  },
  {
    what: "NULLS NOT DISTINCT",
    since: 15,
    isIn: (node) =>
      nodeOf(node, "IndexStmt")?.nulls_not_distinct === true ||
      constraints(node).some(({ nulls_not_distinct }) => nulls_not_distinct === true),
  },
  {
    what: "ON DELETE SET NULL of some columns",
    since: 15,
    isIn: (node) => constraints(node).some(({ fk_del_set_cols = [] }) => fk_del_set_cols.length > 0),
  },
  { what: "SET ACCESS METHOD", since: 15, isIn: subtype("AT_SetAccessMethod") },
  {
    what: "An unlogged sequence",
    since: 15,
    isIn: (node) =>
      nodeOf(node, "CreateSeqStmt")?.sequence?.relpersistence === "u" ||
      (nodeOf(node, "AlterTableStmt")?.objtype === "OBJECT_SEQUENCE" &&
        (subtype("AT_SetLogged")(node) || subtype("AT_SetUnLogged")(node))),
  },
  {
    what: "security_invoker",
    since: 15,
    isIn: (node) =>
      ("ViewStmt" in node || "AlterTableStmt" in node) && options(node, "security_invoker").length > 0,
  },
  {
    what: "A publication's row filter, column list or schema",
    since: 15,
    isIn: (node) =>
      published(node).some(
        ({ pubtable, name }) =>
          name !== undefined || pubtable?.whereClause !== undefined || pubtable?.columns !== undefined,
      ),
  },
  {
    what: "GRANT and REVOKE ON PARAMETER",
    since: 15,
    isIn: (node) => nodeOf(node, "GrantStmt")?.objtype === "OBJECT_PARAMETER_ACL",
  },
  {
    what: "ALTER DATABASE … REFRESH COLLATION VERSION",
    since: 15,
    isIn: (node) => "AlterDatabaseRefreshCollStmt" in node,
  },
  {
    what: "ALTER SUBSCRIPTION … SKIP",
    since: 15,
    isIn: (node) => nodeOf(node, "AlterSubscriptionStmt")?.kind === "ALTER_SUBSCRIPTION_SKIP",
  },
  {
    what: "CREATE STATISTICS without a name",
    since: 16,
    isIn: (node) => "CreateStatsStmt" in node && node.CreateStatsStmt.defnames === undefined,
  },
  {
    what: "REINDEX of the database or its catalogs without a name",
    since: 16,
    isIn: (node) =>
      /_(DATABASE|SYSTEM)$/.test(nodeOf(node, "ReindexStmt")?.kind ?? "") &&
      nodeOf(node, "ReindexStmt")?.name === undefined,
  },
  {
    what: "STORAGE of an added column, and SET STORAGE DEFAULT",
    since: 16,
    isIn: (node) =>
      descendants(node, "ColumnDef").some(({ storage_name }) => storage_name !== undefined) ||
      changes(node).some(
        ({ subtype: type, def }) => type === "AT_SetStorage" && nodeOf(def, "String")?.sval === "default",
      ),
  },
  {
    what: "GRANT of a role WITH INHERIT or SET",
    since: 16,
    isIn: (node) => "GrantRoleStmt" in node && options(node, "inherit", "set").length > 0,
  },
  {
    what: "COPY with DEFAULT",
    since: 16,
    isIn: (node) => "CopyStmt" in node && options(node, "default").length > 0,
  },
  { what: "SET EXPRESSION", since: 17, isIn: subtype("AT_SetExpression") },
  {
    what: "SET STATISTICS DEFAULT",
    since: 17,
    isIn: (node) =>
      changes(node).some(({ subtype: type, def }) => type === "AT_SetStatistics" && def === undefined),
  },
  {
    what: "SET ACCESS METHOD DEFAULT",
    since: 17,
    isIn: (node) =>
      changes(node).some(({ subtype: type, name }) => type === "AT_SetAccessMethod" && name === undefined),
  },
  {
    what: "MERGE … WHEN NOT MATCHED BY SOURCE, and RETURNING of MERGE",
    since: 17,
    isIn: (node) =>
      descendants(node, "MergeStmt").some(
        ({ mergeWhenClauses, returningClause }) =>
          returningClause !== undefined ||
          nodesOf(mergeWhenClauses, "MergeWhenClause").some(
            ({ matchKind }) => matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE",
          ),
      ),
  },
  {
    what: "The privilege MAINTAIN",
    since: 17,
    isIn: (node) =>
      !("GrantRoleStmt" in node) &&
      descendants(node, "AccessPriv").some(({ priv_name }) => priv_name === "maintain"),
  },
  {
    what: "An event trigger on login",
    since: 17,
    isIn: (node) => nodeOf(node, "CreateEventTrigStmt")?.eventname === "login",
  },
  {
    what: "COPY with ON_ERROR",
    since: 17,
    isIn: (node) => "CopyStmt" in node && options(node, "on_error", "log_verbosity").length > 0,
  },
  {
    what: "COMMUTATOR, NEGATOR, HASHES and MERGES of an operator that exists",
    since: 17,
    isIn: (node) =>
      "AlterOperatorStmt" in node && options(node, "commutator", "negator", "hashes", "merges").length > 0,
  },
  {
    what: "A virtual generated column",
    since: 18,
    isIn: (node) =>
      constraints(node).some(
        ({ contype, generated_kind }) => contype === "CONSTR_GENERATED" && generated_kind === "v",
      ),
  },
  {
    what: "NOT ENFORCED",
    since: 18,
    isIn: (node) =>
      constraints(node).some(
        ({ contype, is_enforced }) =>
          contype === "CONSTR_ATTR_NOT_ENFORCED" ||
          ((contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN") && is_enforced !== true),
      ) ||
      descendants(node, "ATAlterConstraint").some(({ alterEnforceability }) => alterEnforceability === true),
  },
  {
    what: "ALTER CONSTRAINT … INHERIT",
    since: 18,
    isIn: (node) =>
      descendants(node, "ATAlterConstraint").some(({ alterInheritability }) => alterInheritability === true),
  },
  {
    what: "NOT NULL as a constraint of the table, and its NO INHERIT",
    since: 18,
    isIn: (node) =>
      constraints(node).some(
        (constraint) =>
          isTableNotNull(constraint) ||
          (constraint.contype === "CONSTR_NOTNULL" && constraint.is_no_inherit === true),
      ),
  },
  {
    what: "WITHOUT OVERLAPS and PERIOD",
    since: 18,
    isIn: (node) =>
      constraints(node).some(
        ({ without_overlaps, fk_with_period }) => without_overlaps === true || fk_with_period === true,
      ),
  },
  {
    what: "VACUUM ONLY and ANALYZE ONLY",
    since: 18,
    isIn: (node) =>
      nodesOf(nodeOf(node, "VacuumStmt")?.rels, "VacuumRelation").some(
        ({ relation }) => relation !== undefined && relation.inh !== true,
      ),
  },
  {
    what: "Default privileges on large objects",
    since: 18,
    isIn: (node) => nodeOf(node, "AlterDefaultPrivilegesStmt")?.action?.objtype === "OBJECT_LARGEOBJECT",
  },
  {
    what: "publish_generated_columns",
    since: 18,
    isIn: (node) =>
      ("CreatePublicationStmt" in node || "AlterPublicationStmt" in node) &&
      options(node, "publish_generated_columns").length > 0,
  },
  {
    what: "COPY with REJECT_LIMIT",
    since: 18,
    isIn: (node) => "CopyStmt" in node && options(node, "reject_limit").length > 0,
  },
];
