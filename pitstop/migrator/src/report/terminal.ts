import { styleText } from "node:util";
import { allowedLines } from "./allowed.ts";
import { columns } from "./columns.ts";
import { lineInPlace, type Output } from "./in-place.ts";
import { copyOf, title } from "./markdown.ts";
import { progressLine } from "./progress-line.ts";
import type { MigrationReport, StageReport } from "./report.ts";
import type { Reporter } from "./reporter.ts";
import { count, duration, effects, oneLine } from "./words.ts";

const MARKS = { done: "✓", "left out": "–", "not needed": "·", failed: "✗" } as const;
const COLORS = { done: "green", "left out": "yellow", "not needed": "dim", failed: "red" } as const;

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Colors where a person looks on. */
export const paintOn =
  (stream: Output): Paint =>
  (style, text) =>
    stream.isTTY ? styleText(style, text) : text;

/** A line per stage as it ends, progress in place where a person looks on, and one table at the end. */
export function terminalReporter(stream: Output = process.stderr): Reporter {
  const paint = paintOn(stream);
  const line = lineInPlace(stream);
  let waitsFor = "";
  return {
    stageBegins: (stage) => line.show(`  … ${stage}`),
    progress: (progress) => line.show(`  … ${progressLine(progress)}`),
    waits: (reason) => {
      if (reason === waitsFor) return;
      waitsFor = reason;
      line.clear();
      stream.write(`  … ${reason}\n`);
    },
    stageEnds: (stage) => {
      line.clear();
      stream.write(`  ${paint(COLORS[stage.outcome], MARKS[stage.outcome])} ${stageLine(stage)}\n`);
    },
    end: (report) => stream.write(summary(report, paint)),
  };
}

function stageLine({ stage, outcome, summary, duration: time }: StageReport): string {
  const said = outcome === "done" || outcome === "failed" ? summary : `${outcome}: ${summary}`;
  return `${stage.padEnd(12)} ${said}${outcome === "done" ? `  (${duration(time)})` : ""}`;
}

function summary(report: MigrationReport, paint: Paint): string {
  const lines = [
    ...findingLines(report, paint),
    ...statementLines(report),
    ...allowedLines(report).map((line) => `  ${line}`),
    ...report.notes.map((note) => paint("yellow", `  ${note}`)),
    ...report.problems.map((problem) => paint("red", `  ${problem}`)),
    paint(["bold", report.outcome === "failed" ? "red" : "green"], title(report)),
    ...wayBack(report),
  ];
  return `${lines.join("\n")}\n`;
}

/** Before anything was applied there is nothing to go back from. */
function wayBack({ outcome, restore, stages }: MigrationReport): string[] {
  const isNeeded = outcome === "failed" && stages.some(({ stage }) => stage === "apply");
  return isNeeded && restore ? [`To bring the backup back: ${restore}`] : [];
}

/** Each finding with its place, its reason and the safe way. */
export function findingLines(
  { findings, exceptions }: Pick<MigrationReport, "findings" | "exceptions">,
  paint: Paint,
): string[] {
  const found = findings.flatMap(({ migration, line, rule, level, message, rewrite }) => [
    `${paint(level === "error" ? "red" : "yellow", `  ${level} ${rule}`)} ${migration}:${line}`,
    `    ${message}`,
    ...rewrite.split("\n").map((sql) => paint("dim", `      ${sql}`)),
  ]);
  if (exceptions.length === 0) return found;
  return [...found, paint("dim", `  ${count(exceptions.length, "intended exception")} from the rules.`)];
}

function statementLines(report: MigrationReport): string[] {
  const { statements } = report;
  if (statements.length === 0) return [];
  const rows = statements.map(({ statement, duration: time, rows: touched, tables }) => [
    oneLine(statement, 56),
    duration(time),
    touched === null ? "–" : touched.toLocaleString("en"),
    effects(tables),
  ]);
  return ["", ...columns([[copyOf(report).replace("on", "On"), "time", "rows", "locks"], ...rows]), ""];
}
