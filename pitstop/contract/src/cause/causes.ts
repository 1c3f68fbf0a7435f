import type { Finding } from "../finding.ts";
import type { MigrationText } from "./migration.ts";

/** Which table a domain has, and which column an attribute. */
export interface Tables {
  table: (domain: string) => string | undefined;
  /** The names that the column of an attribute, or of a relation, may have. */
  columns: (attribute: string) => readonly string[];
}

/** A finding with the file of the migration that caused it, where one is found. */
export interface CausedFinding extends Finding {
  readonly migration?: string;
}

/**
 * Adds to each finding the newest migration that speaks of its attribute: one whose SQL names the domain's table and
 * the attribute's column in one statement. `migrations` are those that only the newer side has, where that is known:
 * an old migration that names the same column caused nothing.
 */
export function withCauses(
  findings: readonly Finding[],
  migrations: readonly MigrationText[],
  tables: Tables,
): CausedFinding[] {
  const newestFirst = migrations
    .toSorted((a, b) => (a.name < b.name ? 1 : -1))
    .map(({ path, text }) => ({ path, statements: statementsOf(text) }));
  return findings.map((finding) => {
    const table = tables.table(finding.domain);
    if (table === undefined) return finding;
    const columns = attributesOf(finding).flatMap(tables.columns);
    const isCause = ({ words, creates }: Statement) =>
      words.has(table) &&
      (creates ? finding.id === "procedure-added" : columns.some((column) => words.has(column)));
    const cause = newestFirst.find(({ statements }) => statements.some(isCause));
    return cause ? { ...finding, migration: cause.path } : finding;
  });
}

/** The names on the way to the place, and the value that came or went: a list of attributes to sort by holds their names. */
const attributesOf = ({ path, before, after }: Finding): string[] => [
  ...[...path.matchAll(/\.([\w$]+)/g)].map(([, name = ""]) => name),
  ...[before, after].filter((value) => typeof value === "string"),
];

interface Statement {
  /** Every word and name in it. */
  readonly words: ReadonlySet<string>;
  /** Whether it makes a table or an index: that brings a domain, and changes no attribute of one that was there. */
  readonly creates: boolean;
}

/** The statements of a migration's `up`; what takes it back names the same columns and caused nothing. */
function statementsOf(text: string): Statement[] {
  const [up = text] = text.split(/\bdown\s*\(/);
  return up.split(";").map((statement) => ({
    words: new Set(statement.toLowerCase().match(/\w+/g)),
    creates: /\bcreate\s+(unique\s+)?(table|index)\b/i.test(statement),
  }));
}
