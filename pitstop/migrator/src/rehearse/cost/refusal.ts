import { waiting } from "@pitstop/lint";
import { MigratorError } from "../../errors.ts";
import { count, duration, oneLine, size } from "../../report/words.ts";
import type { CostFinding } from "./judge.ts";

/** What a statement costs, in one sentence with the figures. */
export function costSentence(finding: CostFinding): string {
  const { migration, statement, table, lock } = finding;
  return `${migration}: \`${oneLine(statement, 90)}\` ${work(finding)}, ${time(finding)}: ${waiting(lock, table)}.`;
}

function work({ judge, table, lock, rows, bytes }: CostFinding): string {
  const known = rows > 0 ? `${count(Math.round(rows), "row")}, ${size(bytes)}` : size(bytes);
  if (judge === "blocking-rewrite") return `rewrites ${table} (${known}) under ${lock}`;
  if (judge === "blocking-scan") return `reads all of ${table} (${known}) under ${lock}`;
  return `takes ${lock} on ${table}`;
}

function time({ heldFor, expected, isSample }: CostFinding): string {
  if (!isSample) return `held for ${duration(heldFor)}`;
  return `held for ${duration(heldFor)} on the sample, about ${duration(expected)} on the live table`;
}

/** Throws MigratorError MIGRATION_BLOCKS, which names each statement that costs too much and the comment that allows it. */
export function refuseBlocking(findings: readonly CostFinding[], lockBudget: number): void {
  const refused = findings.filter(({ allowed }) => allowed === null);
  if (refused.length === 0) return;
  const judges = [...new Set(refused.map(({ judge }) => judge))];
  const comments = judges.map((judge) => `-- pitstop:allow ${judge} <reason>`).join("\n  ");
  const budget = judges.includes("blocking-lock")
    ? ` A lock may block for ${duration(lockBudget)} (PITSTOP_LOCK_BUDGET).`
    : "";
  throw new MigratorError(
    "MIGRATION_BLOCKS",
    `Readers or writers would wait. ${refused.map(costSentence).join(" ")}${budget}`,
    `Nothing was done to the database. Split the change into steps that don't block (docs/lint-rules), or allow the wait in a comment on the line above the statement (\`//\` instead of \`--\` above \`this.addSql\`):\n  ${comments}`,
  );
}

/** What a comment allows, with the figures, for the report. */
export function allowedSentences(findings: readonly CostFinding[]): string[] {
  return findings.flatMap((finding) =>
    finding.allowed === null
      ? []
      : [`Allowed by ${finding.allowed.rule} (${finding.allowed.reason}): ${costSentence(finding)}`],
  );
}
