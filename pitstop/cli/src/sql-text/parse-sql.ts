// SQL as the parser of PostgreSQL reads it. Positions are indices into the text.
import { loadModule, parseSync, type ScanToken, scanSync } from "libpg-query";

await loadModule();

/** A node of the syntax tree: a value by its kind, as libpg-query gives it. */
export type SqlNode = Readonly<Record<string, unknown>>;

export interface ParsedSql {
  readonly statements: readonly SqlNode[];
  readonly tokens: readonly ScanToken[];
}

/** The statements and tokens of a text; undefined where it's no SQL. */
export function parseSql(sql: string): ParsedSql | undefined {
  // The parser counts bytes: with one byte for each character, its positions are those of the text.
  const text = sql.replace(/[^\0-\x7f]/g, "u");
  try {
    const { stmts = [] } = parseSync(text) as { stmts?: { stmt?: SqlNode }[] };
    const tokens = scanSync(text).tokens.filter(({ tokenName }) => !tokenName.endsWith("_COMMENT"));
    return { statements: stmts.map(({ stmt = {} }) => stmt), tokens };
  } catch {
    return undefined;
  }
}

/** Every node of a kind within a tree, with what is below it. */
export function nodesOf(tree: unknown, kind: string): SqlNode[] {
  const found: SqlNode[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === kind) found.push(value as SqlNode); // a kind's value is always an object
      visit(value);
    }
  };
  visit(tree);
  return found;
}

/** Every table that statements name. */
export const rangesOf = (statements: readonly SqlNode[]): SqlNode[] =>
  nodesOf(statements, "RangeVar").concat(relationsOf(statements));

/** The table that INSERT, UPDATE, DELETE and DDL are about isn't wrapped as others are. */
const relationsOf = (statements: readonly SqlNode[]): SqlNode[] => {
  const found: SqlNode[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (
        ["relation", "pktable"].includes(key) &&
        typeof value === "object" &&
        value !== null &&
        "relname" in value
      )
        found.push(value as SqlNode); // a RangeVar, as it has a relname
      visit(value);
    }
  };
  visit(statements);
  return found;
};

/** The texts of a list of String nodes. */
export const stringsOf = (list: unknown): string[] =>
  (Array.isArray(list) ? list : []).map((item: { String?: { sval?: string } }) => item.String?.sval ?? "");

/** The name of a table, with its schema unless it is the default one. */
export const relationName = (relation: unknown): string => {
  const { schemaname, relname } = (relation ?? {}) as { schemaname?: string; relname?: string };
  return schemaname === undefined || schemaname === "public" ? (relname ?? "") : `${schemaname}.${relname}`;
};

/** A name as PostgreSQL reads a token: folded to lower case unless it's quoted. */
export const nameOf = ({ text }: Pick<ScanToken, "text">): string =>
  text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();

/** Whether a token can be a name. */
export const isName = ({ tokenName, text, keywordName }: ScanToken): boolean =>
  tokenName === "IDENT" ||
  (/^[a-z_]/i.test(text) && keywordName !== "NO_KEYWORD" && keywordName !== "RESERVED_KEYWORD");
