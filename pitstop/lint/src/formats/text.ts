import { styleText } from "node:util";
import { count } from "../count.ts";
import type { Finding, Level } from "../finding.ts";
import type { LintedFile, LintedFiles } from "../lint-files.ts";
import type { Format } from "./report.ts";

const colors = { error: "red", warning: "yellow", style: "cyan" } as const;

/** The findings for a person to read, with the safe way below each. */
export const text: Format = ({ files, skipped, problems, since }) => {
  const paragraphs = files.flatMap(({ file, findings }) =>
    findings.map((finding) => paragraph(file, finding)),
  );
  const isNothing = files.length === 0 && (problems.length > 0 || skipped.length > 0);
  const last =
    files.length === 0 && since !== undefined
      ? `No migration was added or changed since ${since}.`
      : total(files);
  return {
    stdout: isNothing ? "" : `${[...paragraphs, last].join("\n")}\n`,
    stderr: skippedForTerminal(skipped) + problemsForTerminal(problems),
  };
};

/** One line for each reason. */
function skippedForTerminal(skipped: LintedFiles["skipped"]): string {
  const reasons = Map.groupBy(skipped, ({ reason }) => reason);
  return [...reasons]
    .map(([reason, files]) => {
      const rest = files.length > 1 ? ` and ${files.length - 1} more` : "";
      return `${styleText("dim", `Skipped ${files[0]?.file}${rest}: ${reason}.`)}\n`;
    })
    .join("");
}

/** What could not be linted, on one or two lines each. */
export function problemsForTerminal(problems: LintedFiles["problems"]): string {
  return problems
    .map(({ file, error }) => {
      const line = "line" in error && typeof error.line === "number" ? `:${error.line}` : "";
      return `${styleText("red", `${file}${line}`)} ${error.code}: ${error.message}\n  ${error.hint}\n`;
    })
    .join("");
}

function paragraph(file: string, { line, rule, level, lock, table, message, rewrite }: Finding): string {
  const lockOn = [lock, table].filter((word) => word !== null).join(" on ");
  const head = [
    styleText("bold", `${file}:${line}`),
    styleText(colors[level], `${level} ${rule}`),
    ...(lockOn === "" ? [] : [styleText("dim", lockOn)]),
  ];
  const body = [message, ...rewrite.split("\n").map((sql) => styleText("green", `  ${sql}`))];
  return `${head.join("  ")}\n${body.map((text) => `  ${text}`).join("\n")}\n`;
}

function total(files: readonly LintedFile[]): string {
  const findings = files.flatMap((file) => file.findings);
  const levels: Level[] = ["error", "warning", "style"];
  const counts = levels.flatMap((level) => {
    const number = findings.filter((finding) => finding.level === level).length;
    return number === 0
      ? []
      : [styleText(colors[level], level === "style" ? `${number} of style` : count(number, level))];
  });
  const exceptions = files.reduce((sum, file) => sum + file.exceptions.length, 0);
  const intended = exceptions === 0 ? [] : [count(exceptions, "intended exception")];
  const found = counts.length === 0 ? [styleText("green", "nothing found")] : counts;
  return `${count(files.length, "file")}: ${[...found, ...intended].join(", ")}`;
}
