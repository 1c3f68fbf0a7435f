import { type ChosenRule, chosenRules, findingsOf, type RuleOptions } from "./chosen-rules.ts";
import { type Comments, readComments } from "./comments.ts";
import { exceptionsOf } from "./exceptions.ts";
import type { Exception, Finding } from "./finding.ts";
import { type Advice, advice, type FlavorName } from "./flavors/advice.ts";
import { learnGiven } from "./given.ts";
import { type Known, type MigrationHistory, nothingKnown, settle } from "./known.ts";
import { enterTransaction, learn } from "./learn.ts";
import { assumedServerVersion, type ServerVersion } from "./server-version.ts";
import { learnSnapshot, type Snapshot } from "./snapshot.ts";
import { split } from "./split.ts";
import type { Statement } from "./statement.ts";
import type { Wrapping } from "./transactions.ts";

export interface LinterOptions extends RuleOptions {
  /** Whose words the advice uses. Defaults to "sql". */
  readonly flavor?: FlavorName;
  /** A comment in the file goes before it. */
  readonly serverVersion?: ServerVersion;
  /** MikroORM's snapshot of the entities, for tables that the earlier migrations do not create. */
  readonly snapshot?: Snapshot;
}

/** How one file is run. */
export interface FileOptions {
  /** The runner wraps the file in a transaction, as MikroORM does by default. */
  readonly isInTransaction?: boolean;
  /** Lines that the driver sends as one query, where there is no transaction around the file. */
  readonly queries?: Wrapping["queries"];
  /** Time zone of the session that will run the file. */
  readonly timeZone?: string;
  /** The session that will run the file has these timeouts set. */
  readonly hasLockTimeout?: boolean;
  readonly hasStatementTimeout?: boolean;
  readonly history?: MigrationHistory;
}

export interface LintResult {
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** What a comment above the statement allows, with its reason. */
  readonly exceptions: readonly Exception[];
}

/** Lints files one after another: each finds the tables that the ones before it left. */
export class Linter {
  readonly #rules: readonly ChosenRule[];
  readonly #serverVersion: ServerVersion;
  readonly #known: Known;

  /** Throws LintError LINT_RULE_UNKNOWN. */
  constructor(options: LinterOptions) {
    this.#rules = chosenRules(options);
    this.#serverVersion = options.serverVersion ?? assumedServerVersion;
    this.#known = nothingKnown(wording(options));
    if (options.snapshot !== undefined) learnSnapshot(options.snapshot, this.#known);
  }

  /** A file that ran before: its tables are known to the next one, and nobody wants findings about it. */
  learn(sql: string): void {
    const statements = readable(sql);
    this.#known.statements = statements;
    for (const { text } of /given\s*:/i.test(sql) ? readComments(sql).given : []) {
      try {
        learnGiven(text, this.#known);
      } catch {
        // It is reported where the file itself is linted.
      }
    }
    for (const statement of statements) learn(statement, this.#known);
    settle(this.#known);
  }

  /** Throws LintError LINT_SQL_INVALID. */
  lint(sql: string, options: FileOptions): LintResult {
    const comments = readComments(sql);
    const isInTransaction = options.isInTransaction === true || comments.hasTransaction;
    const statements = split(sql, { isInTransaction, queries: options.queries ?? [] });
    this.#begin(statements, comments, options);
    const problems = [...comments.problems, ...this.#learnGiven(comments)];
    const allowed = exceptionsOf(sql, comments.allowed, problems, statements);
    const findings: Finding[] = [...allowed.findings];
    const exceptions: Exception[] = [];
    for (const statement of statements) {
      enterTransaction(statement, this.#known);
      for (const finding of this.#rules.flatMap((rule) => findingsOf(rule, statement, this.#known))) {
        const ofStatement = allowed.allowances.get(statement.index) ?? [];
        const reason = ofStatement.findLast(({ rule }) => rule === finding.rule)?.reason;
        if (reason === undefined) findings.push(finding);
        else exceptions.push({ rule: finding.rule, line: finding.line, reason });
      }
      learn(statement, this.#known);
    }
    settle(this.#known);
    return { findings: findings.sort((one, other) => one.line - other.line), exceptions };
  }

  #begin(statements: readonly Statement[], comments: Comments, options: FileOptions): void {
    const known = this.#known;
    known.serverVersion = comments.serverVersion ?? this.#serverVersion;
    known.timeZone = options.timeZone;
    known.hasLockTimeout = options.hasLockTimeout === true;
    known.hasStatementTimeout = options.hasStatementTimeout === true;
    known.history = options.history;
    known.statements = statements;
  }

  #learnGiven(comments: Comments): Comments["problems"] {
    return comments.given.flatMap(({ start, text }) => {
      try {
        learnGiven(text, this.#known);
        return [];
      } catch (error) {
        return [{ start, text, problem: error instanceof Error ? error.message : String(error) }];
      }
    });
  }
}

const wording = ({ flavor = "sql" }: LinterOptions): Advice => advice[flavor];

/** What ran already, PostgreSQL could read: where this grammar cannot, less is known, and that is all. */
function readable(sql: string): Statement[] {
  try {
    return split(sql, { isInTransaction: true, queries: [] });
  } catch {
    return [];
  }
}
