import type { ReadableMigration } from "./readable-migration.ts";
import type { Wrapping } from "./transactions.ts";

/** The SQL of a migration as one text, which knows where each of its lines comes from. */
export interface MigrationText {
  readonly sql: string;
  /** The line of the migration's file for each line of `sql`; its own line where the file is not at hand. */
  readonly lines: readonly number[];
  /** The steps: PostgreSQL runs one of several statements in a transaction of its own. */
  readonly queries: Wrapping["queries"];
}

/**
 * Puts the steps of a migration together. `source` is the text of its file: exceptions may then also stand above
 * `this.addSql`, as `// pitstop:allow …`. Backfills are left out, they are safe by themselves.
 */
export function migrationText(migration: ReadableMigration, source: string | undefined): MigrationText {
  const text: string[] = [];
  const lines: number[] = [];
  const queries: { firstLine: number; lastLine: number }[] = [];
  for (const { sql, place } of placedSteps(migration, source)) {
    if (sql === undefined) continue;
    const firstLine = text.length + 1;
    for (const comment of place?.comments ?? []) {
      text.push(`-- ${comment.words}`);
      lines.push(comment.line);
    }
    for (const [index, line] of sql.split("\n").entries()) {
      lines.push(place === undefined ? text.length + 1 : place.line + (place.isVerbatim ? index : 0));
      text.push(line);
    }
    // On a line of its own: the step may end in a comment.
    text.push(";");
    lines.push(lines.at(-1) ?? 1);
    queries.push({ firstLine, lastLine: text.length });
  }
  return { sql: text.join("\n"), lines, queries };
}

/** The SQL of each step below the comments that are above it in the file; undefined for a backfill. */
export function stepTexts(migration: ReadableMigration, source: string | undefined): (string | undefined)[] {
  return placedSteps(migration, source).map(({ sql, place }) => {
    const comments = place?.comments ?? [];
    return sql === undefined ? undefined : [...comments.map(({ words }) => `-- ${words}`), sql].join("\n");
  });
}

interface PlacedStep {
  /** Undefined for a backfill. */
  readonly sql: string | undefined;
  readonly place: Place | undefined;
}

function placedSteps({ steps }: ReadableMigration, source: string | undefined): PlacedStep[] {
  const places = source === undefined ? undefined : new Places(source);
  return steps.map((step) =>
    step.kind === "sql"
      ? { sql: step.sql, place: places?.next(step.sql) }
      : { sql: undefined, place: undefined },
  );
}

interface Place {
  readonly line: number;
  /** Whether the file has the SQL as it runs, line by line. */
  readonly isVerbatim: boolean;
  readonly comments: readonly { readonly line: number; readonly words: string }[];
}

/** Finds the steps in the text of the file, one after the other. */
class Places {
  readonly #source: string;
  readonly #lines: readonly string[];
  readonly #up: number;
  #position: number;

  constructor(source: string) {
    this.#source = source;
    this.#lines = source.split("\n");
    this.#up = Math.max(0, source.search(/\bup\s*\([^)]*\)/));
    this.#position = this.#up;
  }

  next(sql: string): Place {
    const firstLine = sql.split("\n")[0] ?? "";
    const whole = this.#source.indexOf(sql, this.#position);
    // With an expression in the template, only its beginning may be there as it runs.
    const found = whole >= 0 ? whole : this.#source.indexOf(firstLine, this.#position);
    if (found < 0) return { line: this.#lineAt(this.#up), isVerbatim: false, comments: [] };
    this.#position = found + (whole >= 0 ? sql.length : firstLine.length);
    return { line: this.#lineAt(found), isVerbatim: true, comments: this.#commentsAbove(found) };
  }

  #lineAt(position: number): number {
    return this.#source.slice(0, position).split("\n").length;
  }

  #commentsAbove(position: number) {
    const call = this.#source.lastIndexOf("addSql", position);
    const comments: { line: number; words: string }[] = [];
    for (let line = this.#lineAt(call) - 1; line >= 1; line -= 1) {
      const words = /^\s*\/\/\s*(.*)$/.exec(this.#lines[line - 1] ?? "")?.[1];
      if (words === undefined) break;
      if (words.startsWith("pitstop:")) comments.unshift({ line, words });
    }
    return comments;
  }
}
