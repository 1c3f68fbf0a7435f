import { type Cost, type Judge, rules } from "@pitstop/lint";

export type CostJudge = Exclude<Judge, "loss">;

const ruleIds = (...costs: readonly Cost[]) =>
  rules.filter((rule) => rule.costs?.some((cost) => costs.includes(cost))).map(({ id }) => id);

/**
 * The rules of the linter that say of a statement's text what the judge says of its cost: an exception from one of them
 * allows the cost as well, so that one comment is enough.
 */
export const allowedBy: Readonly<Record<CostJudge, readonly string[]>> = {
  "blocking-rewrite": ruleIds("rewrite"),
  "blocking-scan": ruleIds("scan"),
  // Whoever rewrites or scans holds the lock meanwhile.
  "blocking-lock": ruleIds("rewrite", "scan", "lock"),
};
