import { listedVerdicts } from "./listed-verdicts.ts";
import { table } from "./table.ts";

const introduction = `# A verdict for every statement

The linter has a verdict on every kind of statement of PostgreSQL 14 to 18, and on every form of \`ALTER TABLE\`, \`DROP\`,
\`RENAME\` and \`SET SCHEMA\`: rules check it, or it is harmless for the stated reason. The names are those of PostgreSQL's parser. What
isn't in this table is a finding of [unjudged](unjudged.md), and never "nothing found".

`;

/** The page of docs/lint-rules that lists the verdicts, but those on what cannot occur. */
export function statementsPage(): string {
  const rows = listedVerdicts().flatMap(({ form, verdict }) => {
    if (verdict.judgement === "impossible") return [];
    if (verdict.judgement === "harmless")
      return [[`\`${form}\``, "harmless", `${verdict.why} ([manual](${verdict.source}))`]];
    const rules = verdict.rules.map((id) => `[${id}](${id}.md)`).join(", ");
    return [[`\`${form}\``, rules, verdict.otherwise === "" ? "" : `otherwise: ${verdict.otherwise}`]];
  });
  return `${introduction}${table(["Statement", "Verdict", "Why"], rows)}\n\n[All rules](README.md)\n`;
}
