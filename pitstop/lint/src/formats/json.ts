import type { Format } from "./report.ts";
import { lineOf } from "./report.ts";

/** Everything for programs, on stdout alone. */
export const json: Format = ({ files, skipped, problems }) => {
  const described = problems.map((problem) => {
    const { code, message, hint } = problem.error;
    const line = lineOf(problem);
    return { file: problem.file, code, message, hint, ...(line !== undefined && { line }) };
  });
  const text = JSON.stringify({ files, skipped, problems: described }, undefined, 2);
  return { stdout: `${text}\n`, stderr: "" };
};
