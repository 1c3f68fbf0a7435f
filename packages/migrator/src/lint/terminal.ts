import { styleText } from "node:util";
import { count } from "../report/words.ts";
import type { Finding, Level } from "./finding.ts";
import type { LintedFile, LintedFiles } from "./lint-files.ts";

const colors = { error: "red", warning: "yellow", style: "cyan" } as const;

/** The findings for a person to read, with the safe way below each. */
export function forTerminal(files: readonly LintedFile[]): string {
  const paragraphs = files.flatMap(({ file, findings }) =>
    findings.map((finding) => paragraph(file, finding)),
  );
  return [...paragraphs, total(files)].join("\n");
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
