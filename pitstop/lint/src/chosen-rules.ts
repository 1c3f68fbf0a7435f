import type { Finding, Level } from "./finding.ts";
import type { Known } from "./known.ts";
import type { Rule } from "./rule.ts";
import { rulesNamed } from "./rule-names.ts";
import type { Statement } from "./statement.ts";

export const RULE_SETTINGS = ["off", "on", "error", "warning", "style"] as const;

/** "on" runs a rule that is off by default; a level also replaces the rule's own. */
export type RuleSetting = (typeof RULE_SETTINGS)[number];

export interface RuleOptions {
  /** Names of the rules to run, style included. Without it: every rule that is not style. */
  readonly rules?: readonly string[];
  /** Run the style rules too. */
  readonly style?: boolean;
  /** By the names of rules. What `rules` names runs even if it is off here. */
  readonly ruleSettings?: Readonly<Record<string, RuleSetting>>;
}

/** A rule that runs, and how. */
export interface ChosenRule {
  readonly rule: Rule;
  /** Its variants that are off by default run too. */
  readonly isAsked: boolean;
  readonly level: Level | undefined;
}

/** Throws LintError LINT_RULE_UNKNOWN. */
export function chosenRules({ rules, style, ruleSettings = {} }: RuleOptions): readonly ChosenRule[] {
  const settings = new Map<Rule, RuleSetting>();
  for (const [name, setting] of Object.entries(ruleSettings))
    for (const rule of rulesNamed([name])) settings.set(rule, setting);
  return rulesNamed(rules).flatMap((rule) => {
    const setting = settings.get(rule);
    if (setting === "off" && rules === undefined) return [];
    const isSet = setting !== undefined && setting !== "off";
    const level = setting === "on" || setting === "off" ? undefined : setting;
    return [{ rule, isAsked: rules !== undefined || style === true || isSet, level }];
  });
}

export function findingsOf(chosen: ChosenRule, statement: Statement, known: Known): readonly Finding[] {
  const findings = chosen.rule.check(statement, known, chosen.isAsked);
  const { level } = chosen;
  return level === undefined ? findings : findings.map((finding) => ({ ...finding, level }));
}
