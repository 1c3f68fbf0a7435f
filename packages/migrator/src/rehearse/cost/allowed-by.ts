import type { Judge } from "../../lint/judges.ts";

export type CostJudge = Exclude<Judge, "loss">;

const REWRITES = [
  "add-column-auto-increment",
  "add-column-default",
  "add-column-generated-stored",
  "add-column-volatile-default",
  "change-attribute-type",
  "change-column-type",
  "refresh-materialized-view-non-concurrent",
  "reindex-non-concurrent",
  "set-access-method",
  "set-expression",
  "set-logged",
  "set-tablespace",
  "vacuum-full-or-cluster",
] as const;

const SCANS = [
  "add-check-validated",
  "add-column-constrained-domain",
  "add-column-inline-check",
  "add-column-inline-fk",
  "add-column-inline-unique",
  "add-exclusion-constraint",
  "add-foreign-key-validated",
  "add-primary-key",
  "add-primary-key-nullable",
  "add-unique-constraint",
  "attach-partition-scan",
  "backfill-in-ddl-transaction",
  "change-column-type",
  "change-constraint-enforcement",
  "change-type-indexed",
  "change-type-with-check",
  "create-index-non-concurrent",
  "domain-constraint",
  "index-after-alter-in-tx",
  "set-not-null",
  "validate-in-same-transaction",
] as const;

/**
 * The rules of the linter that say of a statement's text what the judge says of its cost: an exception from one of them
 * allows the cost as well, so that one comment is enough.
 */
export const allowedBy: Readonly<Record<CostJudge, readonly string[]>> = {
  "blocking-rewrite": REWRITES,
  "blocking-scan": SCANS,
  "blocking-lock": [...new Set([...REWRITES, ...SCANS, "lock-table"])],
};
