import type { Finding, Level } from "./finding.ts";
import type { Known } from "./known.ts";
import type { Lock } from "./lock.ts";
import type { Statement } from "./statement.ts";

/** What a rule found in a statement: where, and whatever its words need besides. */
export interface Match {
  readonly table: string | null;
  readonly lock: Lock | null;
  /** Where this variant weighs less than the rule. */
  readonly level?: Level;
  /** Good practice that the rewrites of other rules do not always follow: found only on request. */
  readonly isOnRequest?: boolean;
}

/** What the page of a rule says beside its examples. */
export interface RuleText {
  /** What it finds, in the words of one cell of the index. */
  readonly finds: string;
  /** The safe way, in the words of one cell. */
  readonly instead: string;
  /** Why that is dangerous, in a sentence or two. */
  readonly why: string;
  /** Pages of PostgreSQL's manual, and what other linters call it. */
  readonly sources: readonly string[];
}

/** What a statement may take long over while readers or writers of a table wait. */
export type Cost = "rewrite" | "scan" | "lock";

/** The questions that each rule answers, in this order. */
interface Questions<Found extends Match> extends RuleText {
  readonly id: string;
  readonly level: Level;
  /**
   * What an exception from the rule permits on the rehearsal copy as well. A rule whose findings name a lock that readers
   * or writers wait for says it; an empty list is a lock that is held for a moment.
   */
  readonly costs?: readonly Cost[];
  /** What in this statement is dangerous, given what is known before it runs. */
  find(statement: Statement, known: Known): readonly Found[];
  /** What happens, for the person who reads it at night. */
  explain(found: Found, known: Known): string;
  /** The safe way, as SQL with the names of the statement. */
  rewrite(found: Found, statement: Statement, known: Known): string;
}

export interface Rule extends RuleText {
  readonly id: string;
  readonly level: Level;
  readonly costs: readonly Cost[] | undefined;
  /** `isAsked`: the rule is named, or all of them are asked for. Without it, style is left alone. */
  check(statement: Statement, known: Known, isAsked: boolean): Finding[];
}

export function rule<Found extends Match>(questions: Questions<Found>): Rule {
  const { id, level, costs, finds, instead, why, sources, find, explain, rewrite } = questions;
  return {
    id,
    level,
    costs,
    finds,
    instead,
    why,
    sources,
    check: (statement, known, isAsked) =>
      find(statement, known)
        .filter((found) => isAsked || (found.isOnRequest !== true && (found.level ?? level) !== "style"))
        .map((found) => ({
          rule: id,
          level: found.level ?? level,
          line: statement.line,
          column: statement.column,
          statement: statement.text,
          table: found.table,
          lock: found.lock,
          message: explain(found, known),
          rewrite: rewrite(found, statement, known),
        })),
  };
}
