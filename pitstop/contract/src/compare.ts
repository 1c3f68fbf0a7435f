import type { Difference } from "./compare/difference.ts";
import { type Comparison, comparison } from "./compare/differences.ts";
import { domainOf, procedureDifferences } from "./compare/procedures.ts";
import { ofWholeDomains } from "./compare/whole-domains.ts";
import { inputDifferences } from "./compare/whole-input.ts";
import type { Contract, Procedure } from "./contract.ts";
import { type Finding, type Level, levels } from "./finding.ts";
import type { Context, Rule, Scope, Side } from "./rule.ts";
import { rules } from "./rules/index.ts";

export interface CompareOptions {
  /** The day by which a sunset has passed or not, YYYY-MM-DD. */
  readonly today: string;
  /** Whether the API is that of a Pitstop application, so that hints may name its commands. */
  readonly hasPitstop?: boolean;
}

/**
 * What the change from one contract to another means for clients that were built with the first: every difference,
 * judged, the breaking ones first, then by procedure and place.
 */
export function compare(before: Contract, after: Contract, options: CompareOptions): Finding[] {
  const compared = comparison(before.definitions, after.definitions);
  const ofProcedures = procedureDifferences(before, after);
  const ofDomains = ofWholeDomains(ofProcedures, before);
  const findings = ofProcedures.flatMap((found) =>
    judge(found.difference, found.procedure, "procedure", {
      ...options,
      isWholeDomain: ofDomains.has(found),
    }),
  );
  for (const [name, old] of Object.entries(before.procedures)) {
    const now = after.procedures[name];
    if (now) findings.push(...sides(compared, name, old, now, options));
  }
  return findings.toSorted(byLevelAndPlace);
}

function sides(
  compared: Comparison,
  name: string,
  before: Procedure,
  after: Procedure,
  options: CompareOptions,
): Finding[] {
  const differences = {
    input: inputDifferences(compared, before, after),
    // That an answer is described, or no longer, is a difference of the procedure.
    output: before.output && after.output ? compared.schemas(before.output, after.output) : [],
  };
  return (["input", "output"] as const).flatMap((side) =>
    differences[side].flatMap((difference) => judge(difference, name, side, options)),
  );
}

/** One finding at most: the first rule that applies says what the difference means. */
function judge(
  found: Difference,
  procedure: string,
  scope: Scope,
  options: CompareOptions & Pick<Context, "isWholeDomain">,
): Finding[] {
  const domain = domainOf(procedure);
  const called = options.isWholeDomain ? `every procedure of \`${domain}\`` : `\`${procedure}\``;
  const place = scope === "procedure" ? called : placeOf(found, scope);
  const context: Context = { scope, place, procedure, domain, ...options };
  const difference = found as never; // the registry gives the rules of this kind of difference alone
  const candidates = (rules[found.kind][scope] ?? []) as readonly Rule<never>[]; // as above
  const rule = candidates.find(({ when }) => when?.(difference) ?? true);
  return rule ? [verdict(rule, difference, context)] : [];
}

function verdict(rule: Rule<never>, difference: never, context: Context): Finding {
  const { path, field, before, after }: Difference = difference;
  const hint = rule.hint?.(difference, context);
  return {
    id: rule.id,
    level: levelOf(rule, difference, context),
    procedure: context.procedure,
    domain: context.domain,
    path: (context.scope === "procedure" ? "" : context.scope) + path,
    ...(field !== undefined && { field }),
    message: capitalized(rule.message(difference, context)),
    ...(hint !== undefined && { hint }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

/** What is converted or replaced before it could be refused may still be taken. */
function levelOf(rule: Rule<never>, difference: never, context: Context): Level {
  const level = typeof rule.level === "string" ? rule.level : rule.level(difference, context);
  const { isTolerated }: Difference = difference;
  return isTolerated && level === "breaking" ? "risky" : level;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function placeOf({ path, field }: Difference, side: Side): string {
  const whole = side === "input" ? "the input" : "the answer";
  const owner = field === undefined ? whole : `\`${field}\``;
  if (path.endsWith("]") && /\[\d*\]$/.test(path)) return `an item of ${owner}`;
  if (path.endsWith(".*")) return `a value of ${owner}`;
  return path.endsWith("(key)") ? `a key of ${owner}` : owner;
}

function byLevelAndPlace(a: Finding, b: Finding): number {
  const byLevel = levels.indexOf(a.level) - levels.indexOf(b.level);
  if (byLevel !== 0) return byLevel;
  const [left, right] = [a, b].map(({ procedure, path, id }) => `${procedure} ${path} ${id}`) as [
    string,
    string,
  ];
  return left < right ? -1 : left > right ? 1 : 0;
}
