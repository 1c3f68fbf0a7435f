import type { Finding, Level } from "../finding.ts";
import { type Format, lineOf } from "./report.ts";
import { pathInRepository } from "./repository-path.ts";
import { problemsForTerminal } from "./text.ts";

const commands: Record<Level, string> = { error: "error", warning: "warning", style: "notice" };

/** Workflow commands of GitHub Actions: each finding becomes an annotation of its line. */
export const github: Format = ({ files, problems, folder }) => {
  const findings = files.flatMap(({ file, findings }) =>
    findings.map((finding) => annotation(commands[finding.level], place(file, folder, finding), finding)),
  );
  const unlinted = problems.map((problem) => {
    const line = lineOf(problem);
    const { code, message, hint } = problem.error;
    const properties = problem.isArgument ? {} : place(problem.file, folder, { line, column: undefined });
    return annotation("error", properties, { rule: code, message, rewrite: hint });
  });
  return {
    stdout: [...findings, ...unlinted].map((line) => `${line}\n`).join(""),
    stderr: problemsForTerminal(problems),
  };
};

interface Properties {
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
}

function place(
  file: string,
  folder: string,
  { line, column }: { line: number | undefined; column: number | undefined },
): Properties {
  return {
    ...(file !== "<stdin>" && { file: pathInRepository(file, folder) }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { col: column }),
  };
}

function annotation(
  command: string,
  properties: Properties,
  { rule, message, rewrite }: Pick<Finding, "rule" | "message" | "rewrite">,
): string {
  const written = Object.entries({ ...properties, title: rule }).map(
    ([name, value]) => `${name}=${escapedProperty(String(value))}`,
  );
  return `::${command} ${written.join(",")}::${escaped(`${message}\n\n${rewrite}`)}`;
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions, and its toolkit's escapes. */
const escaped = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapedProperty = (text: string): string => escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
