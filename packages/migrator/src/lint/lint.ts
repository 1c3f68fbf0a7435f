import { loadModule } from "libpg-query";
import { type CommentProblem, readComments } from "./comments.ts";
import { exceptionsOf } from "./exceptions.ts";
import type { Exception, Finding } from "./finding.ts";
import { learnGiven } from "./given.ts";
import { type Known, type MigrationHistory, nothingKnown, settle } from "./known.ts";
import { enterTransaction, learn } from "./learn.ts";
import { rulesNamed } from "./rule-names.ts";
import type { ServerVersion } from "./server-version.ts";
import { learnSnapshot, type Snapshot } from "./snapshot.ts";
import { split } from "./split.ts";
import type { Statement } from "./statement.ts";
import type { Wrapping } from "./transactions.ts";

// The parser is WebAssembly: it loads once, here, so that linting itself is synchronous.
await loadModule();

export interface LintOptions {
  /** Names of the rules to run, style included. Without it: every rule that is not style. */
  readonly rules?: readonly string[];
  /** Run the style rules too. */
  readonly style?: boolean;
  /** The runner wraps the file in a transaction, as MikroORM does by default. */
  readonly isInTransaction?: boolean;
  /** Lines that the driver sends as one query, where there is no transaction around the file. */
  readonly queries?: Wrapping["queries"];
  /** A comment in the file goes before it. */
  readonly serverVersion?: ServerVersion;
  /** Time zone of the session that will run the file. */
  readonly timeZone?: string;
  /** The session that will run the file has these timeouts set. */
  readonly hasLockTimeout?: boolean;
  readonly hasStatementTimeout?: boolean;
  /** SQL of the migrations before this one, oldest first: what it finds when it runs. */
  readonly earlier?: readonly string[];
  /** MikroORM's snapshot of the entities, for tables that the earlier migrations do not create. */
  readonly snapshot?: Snapshot;
  readonly history?: MigrationHistory;
}

export interface LintResult {
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** What a comment above the statement allows, with its reason. */
  readonly exceptions: readonly Exception[];
}

/**
 * Lints the SQL of one file. Reads nothing and changes nothing: old types come from the options and from the comments
 * of the file. Throws LintError LINT_SQL_INVALID and LINT_RULE_UNKNOWN.
 */
export function lint(sql: string, options: LintOptions = {}): LintResult {
  const chosen = rulesNamed(options.rules);
  const comments = readComments(sql);
  const isInTransaction = options.isInTransaction === true || comments.hasTransaction;
  const statements = split(sql, { isInTransaction, queries: options.queries ?? [] });
  const known = knownBefore(options);
  known.serverVersion = comments.serverVersion ?? known.serverVersion;
  known.statements = statements;
  const problems: CommentProblem[] = [...comments.problems];
  for (const { start, text } of comments.given) {
    try {
      learnGiven(text, known);
    } catch (error) {
      problems.push({ start, text, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  const allowed = exceptionsOf(sql, comments.allowed, problems, statements);
  const isAsked = options.rules !== undefined || options.style === true;
  const findings: Finding[] = [...allowed.findings];
  const exceptions: Exception[] = [];
  for (const statement of statements) {
    enterTransaction(statement, known);
    for (const finding of chosen.flatMap((rule) => rule.check(statement, known, isAsked))) {
      const ofStatement = allowed.allowances.get(statement.index) ?? [];
      const reason = ofStatement.findLast(({ rule }) => rule === finding.rule)?.reason;
      if (reason === undefined) findings.push(finding);
      else exceptions.push({ rule: finding.rule, line: finding.line, reason });
    }
    learn(statement, known);
  }
  return { findings: findings.sort((one, other) => one.line - other.line), exceptions };
}

function knownBefore(options: LintOptions): Known {
  const known = nothingKnown(options.history);
  if (options.snapshot !== undefined) learnSnapshot(options.snapshot, known);
  for (const sql of options.earlier ?? []) {
    for (const statement of readable(sql)) learn(statement, known);
    settle(known);
  }
  known.serverVersion = options.serverVersion ?? known.serverVersion;
  known.timeZone = options.timeZone;
  known.hasLockTimeout = options.hasLockTimeout === true;
  known.hasStatementTimeout = options.hasStatementTimeout === true;
  return known;
}

/** What ran already, PostgreSQL could read: where this grammar cannot, less is known, and that is all. */
function readable(sql: string): Statement[] {
  try {
    return split(sql, { isInTransaction: true, queries: [] });
  } catch {
    return [];
  }
}
