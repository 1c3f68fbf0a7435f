import { LintError } from "./lint-error.ts";
import { didYouMean } from "./nearest-name.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";

/** Other words for rules: a group, and what people type who know the rule from its row in the table of rules. */
const otherNames: Record<string, (rule: Rule) => boolean> = {
  style: ({ level }) => level === "style",
  "statement-timeout": ({ id }) => id === "require-statement-timeout",
  "domain-constraints": ({ id }) => id === "domain-constraint",
  "multiple-fks": ({ id }) => id === "drop-table-multiple-foreign-keys",
  "mismatched-fk-type": ({ id }) => id === "mismatched-foreign-key-type",
  checksum: ({ id }) => id === "edited-migration",
};

/** The rules of these names; all of them without names. Throws LintError LINT_RULE_UNKNOWN. */
export function rulesNamed(names: readonly string[] | undefined): readonly Rule[] {
  if (names === undefined) return rules;
  const chosen = new Set(names.flatMap(rulesOf));
  return rules.filter((rule) => chosen.has(rule));
}

function rulesOf(name: string): readonly Rule[] {
  const found = rules.filter(otherNames[name] ?? (({ id }) => id === name));
  if (found.length > 0) return found;
  throw new LintError(
    "LINT_RULE_UNKNOWN",
    `There is no rule "${name}".${didYouMean(name, [...rules.map(({ id }) => id), ...Object.keys(otherNames)])}`,
    `The rules are: ${rules.map((rule) => rule.id).join(", ")}; "style" means all rules of style.`,
  );
}
