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
    const columns = attributesOf(finding).flatMap(tables.columns);
    const isNamed = (words: ReadonlySet<string>) =>
      table !== undefined && words.has(table) && columns.some((column) => words.has(column));
    const cause = newestFirst.find(({ statements }) => statements.some(isNamed));
    return cause ? { ...finding, migration: cause.path } : finding;
  });
}

/** The names on the way to the place, and the value that came or went: a list of attributes to sort by holds their names. */
const attributesOf = ({ path, before, after }: Finding): string[] => [
  ...[...path.matchAll(/\.([\w$]+)/g)].map(([, name = ""]) => name),
  ...[before, after].filter((value) => typeof value === "string"),
];

/**
 * The names in each statement of a migration's `up`. What undoes it names the same table and column in the older
 * direction, and says nothing of the cause.
 */
function statementsOf(text: string): ReadonlySet<string>[] {
  const [up = text] = text.split(/\bdown\s*\(/);
  return up.split(";").map((statement) => new Set(statement.toLowerCase().match(/\w+/g)));
}
