import { allowedLines } from "./allowed.ts";
import type { MigrationReport, StageReport } from "./report.ts";
import { count, duration, effects, oneLine, size } from "./words.ts";

/** The report as Markdown that fits into a pull request. */
export function markdownReport(report: MigrationReport): string {
  return [
    `## ${title(report)}`,
    stageTable(report.stages),
    ...statementTable(report),
    ...findingList(report),
    ...problemList(report),
    ...(report.error ? [`**${report.error.code}**: ${report.error.message}\n\n${report.error.hint}`] : []),
    ...(report.restore ? [`Bring the backup back with:\n\n\`\`\`\n${report.restore}\n\`\`\``] : []),
  ].join("\n\n");
}

/** One line that says what happened to what, by what the stages recorded. */
export function title(report: MigrationReport): string {
  const { migrations, applied, direction, outcome, database, isRehearsal, error } = report;
  const what = `${count(migrations.length, "migration")} ${direction} on ${database}`;
  if (outcome === "nothing to do") return `Nothing to migrate on ${database}`;
  // It failed before anybody knew what there is to run.
  if (migrations.length === 0 && error) return `Nothing was done on ${database}: ${error.code}`;
  if (isRehearsal) {
    const rehearsed = `${isRehearsed(report) ? "Rehearsed" : "Not rehearsed"}, not applied: ${what}`;
    return outcome === "done" ? rehearsed : `${rehearsed}: failed`;
  }
  return outcome === "done" ? what : `${what}, ${applied.length} of ${migrations.length} applied: failed`;
}

/** Without tables there is nothing to rehearse on, and what failed before it came to no rehearsal. */
function isRehearsed({ stages, outcome }: MigrationReport): boolean {
  const rehearsal = stages.find(({ stage }) => stage === "rehearsal")?.outcome ?? outcome;
  return rehearsal === "done";
}

/** Where the statements of the table ran. */
export const copyOf = ({ sample }: MigrationReport): string =>
  sample === null ? "on a copy of the data" : "on a sample of the data";

function stageTable(stages: readonly StageReport[]): string {
  const rows = stages.map(
    ({ stage, outcome, summary, duration: time }) =>
      `| ${stage} | ${outcome} | ${cell(summary)} | ${duration(time)} |`,
  );
  return ["| Stage | Outcome | | Time |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function statementTable(report: MigrationReport): string[] {
  const { statements } = report;
  if (statements.length === 0) return [];
  const rows = statements.map(({ migration, statement, duration: time, rows: touched, tables }) => {
    const grown = tables.reduce((sum, { sizeBefore, sizeAfter }) => sum + sizeAfter - sizeBefore, 0);
    const cells = [
      migration,
      `\`${oneLine(statement, 90)}\``,
      duration(time),
      touched ?? "–",
      effects(tables),
    ];
    return `| ${cells.map((value) => cell(String(value))).join(" | ")} | ${grown > 0 ? `+${size(grown)}` : "–"} |`;
  });
  return [
    [
      `| Migration | Statement, ${copyOf(report)} | Time | Rows | Locks | Size |`,
      "| --- | --- | --- | --- | --- | --- |",
      ...rows,
    ].join("\n"),
  ];
}

function findingList({ findings, exceptions }: MigrationReport): string[] {
  const found = findings.map(
    ({ migration, rule, level, message }) => `- ${level} \`${rule}\` in ${migration}: ${message}`,
  );
  const intended = exceptions.map(
    ({ migration, rule, reason }) => `- intended \`${rule}\` in ${migration}: ${reason}`,
  );
  return found.length + intended.length === 0 ? [] : [[...found, ...intended].join("\n")];
}

function problemList(report: MigrationReport): string[] {
  const { problems, notes } = report;
  const allowed = allowedLines(report).map((line) => `- ${line}`);
  const lines = [
    ...allowed,
    ...problems.map((problem) => `- **${problem}**`),
    ...notes.map((note) => `- ${note}`),
  ];
  return lines.length === 0 ? [] : [lines.join("\n")];
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
