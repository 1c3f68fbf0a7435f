import type { Finding } from "../../src/finding.ts";
import type { Rule } from "../../src/rule.ts";

/** Statements of a rule's test, with what the linter says about the first dangerous one. */
export interface Examples {
  readonly dangerous: readonly string[];
  readonly finding: Finding | undefined;
  readonly safe: readonly string[];
}

const sql = (text: string) => `\`\`\`sql\n${text}\n\`\`\``;

/** The page of a rule in docs/lint-rules: why, bad, good, and how to allow it. */
export function rulePage(rule: Rule, { dangerous, finding, safe }: Examples): string {
  const [first = "", ...others] = dangerous;
  const onRequest =
    rule.level === "style" ? ` Off by default: ask for it with \`--style\` or \`--rules ${rule.id}\`.` : "";
  return [
    `# ${rule.id}`,
    `**${rule.level}** · ${rule.finds}.${onRequest}`,
    "## Why",
    rule.why,
    ...(rule.sources.length === 0 ? [] : [rule.sources.map((source) => `- ${linked(source)}`).join("\n")]),
    "## Bad",
    sql(first),
    ...(finding === undefined ? [] : [`> ${finding.message.replaceAll("\n", " ")}`]),
    ...(others.length === 0 ? [] : ["The same rule finds:", sql(others.join("\n\n"))]),
    "## Good",
    `The safe way: ${rule.instead}.`,
    ...(finding === undefined ? [] : [sql(finding.rewrite)]),
    ...(safe.length === 0 ? [] : ["The rule leaves these alone:", sql(safe.join("\n\n"))]),
    "## How to allow it",
    "Write the reason above the statement. It is listed in the report.",
    sql(`-- pitstop:allow ${rule.id} <reason>\n${finding?.statement ?? first};`),
    "[All rules](README.md)\n",
  ].join("\n\n");
}

function linked(source: string): string {
  const [, address, rest = ""] = /^(https:\S+)(.*)$/.exec(source) ?? [];
  return address === undefined ? source : `<${address}>${rest}`;
}
