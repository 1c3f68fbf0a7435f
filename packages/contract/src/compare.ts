import type { Difference } from "./compare/difference.ts";
import { type Comparison, comparison } from "./compare/differences.ts";
import { procedureDifferences } from "./compare/procedures.ts";
import { inputDifferences } from "./compare/whole-input.ts";
import type { Contract, Procedure } from "./contract.ts";
import { type Finding, levels } from "./finding.ts";
import type { AnyRule, Context, Side } from "./rule.ts";
import { rulesFor } from "./rules/index.ts";
import { sentence } from "./words.ts";

export interface CompareOptions {
  /** The day by which a sunset has passed or not, YYYY-MM-DD. */
  today: string;
}

/**
 * What the change from one contract to another means for clients that were built with the first: every difference,
 * judged, the breaking ones first, then by procedure and place.
 */
export function compare(before: Contract, after: Contract, { today }: CompareOptions): Finding[] {
  const compared = comparison(before.definitions, after.definitions);
  const findings = procedureDifferences(before, after).flatMap(({ procedure, difference }) =>
    judge(difference, procedure, undefined, today),
  );
  for (const [name, old] of Object.entries(before.procedures)) {
    const now = after.procedures[name];
    if (now) findings.push(...sides(compared, name, old, now, today));
  }
  return findings.toSorted(byLevelAndPlace);
}

function sides(
  compared: Comparison,
  name: string,
  before: Procedure,
  after: Procedure,
  today: string,
): Finding[] {
  const differences = {
    input: inputDifferences(compared, before, after),
    // A procedure that says nothing may answer anything.
    output: compared.schemas(before.output ?? true, after.output ?? true),
  };
  return (["input", "output"] as const).flatMap((side) =>
    differences[side].flatMap((difference) => judge(difference, name, side, today)),
  );
}

function judge(difference: Difference, procedure: string, side: Side | undefined, today: string): Finding[] {
  const domain = procedure.split(".").slice(0, -1).join(".");
  const place = side === undefined ? `\`${procedure}\`` : placeOf(difference, side);
  const context: Context = { side, place, procedure, domain, today };
  return rulesFor(difference.kind, side).flatMap((rule) => verdict(rule, difference, context) ?? []);
}

function verdict(rule: AnyRule, found: Difference, context: Context): Finding | undefined {
  const difference = found as never; // the registry gives the rules of this kind of difference alone
  const level = typeof rule.level === "string" ? rule.level : rule.level(difference, context);
  if (!level) return undefined;
  const hint = rule.hint?.(difference, context);
  return {
    id: rule.id,
    level,
    procedure: context.procedure,
    domain: context.domain,
    path: (context.side ?? "") + found.path,
    ...(found.field !== undefined && { field: found.field }),
    message: sentence(rule.message(difference, context)),
    ...(hint !== undefined && { hint }),
    ...(found.before !== undefined && { before: found.before }),
    ...(found.after !== undefined && { after: found.after }),
  };
}

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
