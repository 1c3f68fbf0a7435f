import type { AllowComment, CommentProblem } from "./comments.ts";
import type { Finding } from "./finding.ts";
import { isJudge, JUDGES } from "./judges.ts";
import { readLossComment } from "./loss-comment.ts";
import { didYouMean } from "./nearest-name.ts";
import { ascendingPositions, type Position } from "./position.ts";
import { rules } from "./rules/index.ts";
import type { Statement } from "./statement.ts";

/** What a comment above a statement permits. */
export interface Allowance {
  /** The id of a linter rule or of a judge. */
  readonly rule: string;
  readonly reason: string;
}

export interface Exceptions {
  /** By the index of the statement, in the order of the comments. */
  readonly allowances: ReadonlyMap<number, readonly Allowance[]>;
  /** Comments that the linter cannot obey. */
  readonly findings: readonly Finding[];
}

/** Matches each exception with the statement below it. An exception that would be ignored in silence is a finding. */
export function exceptionsOf(
  sql: string,
  allowed: readonly AllowComment[],
  problems: readonly CommentProblem[],
  statements: readonly Statement[],
): Exceptions {
  const bytes = Buffer.from(sql);
  const positionOf = (start: number) => ascendingPositions(bytes)(start);
  const textAt = ({ start, end }: AllowComment) => bytes.toString("utf8", start, end);
  const findings = problems.map(({ start, text, problem }) => unreadable(positionOf(start), text, problem));
  const allowances = new Map<number, Allowance[]>();
  for (const comment of allowed) {
    const below = statements.find(({ byteStart }) => byteStart >= comment.end);
    const problem = problemOf(comment, below, statements, bytes);
    if (problem !== undefined || below === undefined) {
      findings.push(
        unreadable(positionOf(comment.start), textAt(comment), problem ?? "No statement stands below it."),
      );
      continue;
    }
    const { rule, reason } = comment;
    allowances.set(below.index, [...(allowances.get(below.index) ?? []), { rule, reason }]);
  }
  return { allowances, findings };
}

function problemOf(
  { start, rule, reason }: AllowComment,
  below: Statement | undefined,
  statements: readonly Statement[],
  bytes: Buffer,
): string | undefined {
  if (rule === "") return "It names no rule.";
  const ids = [...rules.map(({ id }) => id), ...JUDGES];
  if (!isJudge(rule) && !ids.includes(rule)) return `There is no rule "${rule}".${didYouMean(rule, ids)}`;
  if (reason === "") return "It gives no reason.";
  if (rule === "loss" && !readLossComment(reason))
    return "It needs a kind, a name and a reason, as in: loss column public.cars.color no client reads it";
  if (below === undefined) return "No statement stands below it.";
  const above = statements.findLast(({ byteStart }) => byteStart < start);
  if (above === undefined) return undefined;
  const aboveEnd = above.byteStart + Buffer.byteLength(above.text);
  if (start < aboveEnd) return "It stands inside a statement. Write it on a line above the statement.";
  const isBehind = !bytes.toString("utf8", aboveEnd, start).includes("\n");
  const isBefore = !bytes.toString("utf8", start, below.byteStart).includes("\n");
  return isBehind && !isBefore
    ? "It stands behind a statement. Write it on a line above the statement."
    : undefined;
}

function unreadable(position: Position, text: string, problem: string): Finding {
  return {
    rule: "invalid-comment",
    level: "error",
    ...position,
    statement: text,
    table: null,
    lock: null,
    message: `The linter cannot obey this comment. ${problem}`,
    rewrite: "-- pitstop:allow <rule id> <reason>, on a line above the statement",
  };
}
