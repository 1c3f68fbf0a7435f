import { createHash } from "node:crypto";
import type { Finding, Level } from "../finding.ts";
import { rules } from "../rules/index.ts";
import { exitCodeOf, type Format, lineOf, type Report } from "./report.ts";
import { pathInRepository } from "./repository-path.ts";
import { problemsForTerminal } from "./text.ts";

const levels: Record<Level, "error" | "warning" | "note"> = {
  error: "error",
  warning: "warning",
  style: "note",
};

/** SARIF 2.1.0, as GitHub's code scanning reads it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Format = (report) => {
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "pitstop-lint", rules: described } },
        columnKind: "utf16CodeUnits",
        invocations: [invocation(report)],
        results: resultsOf(report),
      },
    ],
  };
  return { stdout: `${JSON.stringify(log, undefined, 2)}\n`, stderr: problemsForTerminal(report.problems) };
};

// What `invalid-comment` finds is wrong with the comments and not with the SQL, so that it isn't one of the rules.
const described = [
  ...rules.map(({ id, level, finds, instead, why }) => ({
    id,
    shortDescription: { text: finds },
    fullDescription: { text: why },
    help: { text: `Instead: ${instead}.` },
    defaultConfiguration: { level: levels[level] },
  })),
  {
    id: "invalid-comment",
    shortDescription: { text: "a comment that the linter can't obey" },
    fullDescription: { text: "An exception that would be ignored in silence is an error." },
    help: { text: "Instead: -- pitstop:allow <rule id> <reason>, on a line above the statement." },
    defaultConfiguration: { level: levels.error },
  },
];

const indexes = new Map(described.map(({ id }, index) => [id, index]));

function resultsOf({ files, folder }: Report) {
  const seen = new Map<string, number>();
  return files.flatMap(({ file, findings }) =>
    findings.map((finding) => {
      const uri = file === "<stdin>" ? "stdin" : uriOf(pathInRepository(file, folder));
      const { rule, level, message, rewrite, line, column } = finding;
      return {
        ruleId: rule,
        ruleIndex: indexes.get(rule) ?? -1,
        level: levels[level],
        message: { text: `${message}\n\n${rewrite}` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri },
              region: { startLine: line, startColumn: column },
            },
          },
        ],
        partialFingerprints: { "statement/v1": fingerprint(uri, finding, seen) },
      };
    }),
  );
}

/** Stays the same when lines above move. Equal findings of one file are counted. */
function fingerprint(uri: string, { rule, statement }: Finding, seen: Map<string, number>): string {
  const key = [uri, rule, statement.replace(/\s+/g, " ")].join("\n");
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return createHash("sha256").update(`${key}\n${count}`).digest("hex");
}

function invocation(report: Report) {
  const notifications = report.problems.map((problem) => {
    const line = lineOf(problem);
    const { code, message, hint } = problem.error;
    const notification = {
      level: "error",
      descriptor: { id: code },
      message: { text: `${message}\n${hint}` },
    };
    if (problem.isArgument) return notification;
    const artifactLocation = { uri: uriOf(pathInRepository(problem.file, report.folder)) };
    const region = line === undefined ? {} : { region: { startLine: line } };
    return { ...notification, locations: [{ physicalLocation: { artifactLocation, ...region } }] };
  });
  return {
    executionSuccessful: report.problems.length === 0,
    exitCode: exitCodeOf(report),
    toolExecutionNotifications: notifications,
  };
}

/** A relative reference of RFC 3986: spaces and other letters are written as %20. */
const uriOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
