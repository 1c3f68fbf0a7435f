// Where SQL names a column of a table.
import { isName, nameOf, nodesOf, type ParsedSql, parseSql, rangesOf, type SqlNode } from "./parse-sql.ts";

export interface ColumnName {
  readonly table: string;
  readonly column: string;
}

export interface ColumnPlace {
  readonly start: number;
  readonly end: number;
  /** Whether nothing else can be meant. */
  readonly isCertain: boolean;
  /** Whether the result of a query has the column's name because of this place. */
  readonly isOutput: boolean;
  /** A list of columns takes names alone: `insert into cars (color)`, `update of color`. */
  readonly isNameOnly: boolean;
}

export interface PlacesOptions {
  /** The columns of a table, where they are known. */
  readonly columnsOf?: (table: string) => readonly string[] | undefined;
  /** Whether `new` and `old` are rows of the table, as in its triggers. */
  readonly isRowOfTable?: boolean;
}

/** The places of a text that name the column; undefined where the text is no SQL. */
export function columnPlaces(
  sql: string,
  name: ColumnName,
  options: PlacesOptions = {},
): ColumnPlace[] | undefined {
  const parsed = parseSql(sql);
  if (!parsed) return undefined;
  const scope = scopeOf(parsed, name, options);
  return parsed.tokens.flatMap((token, index) => {
    if (!isName(token) || nameOf(token) !== name.column) return [];
    const certainty = certaintyAt(parsed, index, scope);
    if (certainty === undefined) return [];
    const first =
      parsed.tokens[index - 1]?.text === "." ? (parsed.tokens[index - 2]?.start ?? token.start) : token.start;
    return [
      {
        start: token.start,
        end: token.end,
        isCertain: certainty,
        isOutput: scope.outputs.has(first),
        isNameOnly: !scope.references.has(first),
      },
    ];
  });
}

interface Scope {
  readonly name: ColumnName;
  /** What the table is called in the text, and whether other tables are in it. */
  readonly aliases: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
  /** Whether one of the others has, or may have, a column of this name. */
  readonly isShared: boolean;
  /** Where columns are named in expressions, in results, and by an alias of the result. */
  readonly references: ReadonlySet<number>;
  readonly outputs: ReadonlySet<number>;
  readonly aliased: ReadonlySet<number>;
  readonly targets: ReadonlySet<number>;
  readonly tables: ReadonlySet<number>;
  readonly isDefinition: boolean;
  readonly isRowOfTable: boolean;
}

function scopeOf({ statements }: ParsedSql, name: ColumnName, options: PlacesOptions): Scope {
  const ranges = rangesOf(statements);
  const queries = new Set(nodesOf(statements, "CommonTableExpr").map(({ ctename }) => String(ctename)));
  const ours = ranges.filter(
    ({ relname, schemaname }) => relname === name.table && (schemaname ?? "public") === "public",
  );
  const foreign = ranges.filter((range) => !ours.includes(range) && !queries.has(String(range.relname)));
  const called = (range: SqlNode) =>
    String((range.alias as { aliasname?: string } | undefined)?.aliasname ?? range.relname);
  const references = nodesOf(statements, "ColumnRef");
  const results = nodesOf(statements, "ResTarget");
  const unnamed = results.filter((result) => result.name === undefined && isReference(result.val));
  const hasAlias = results.some((result) => result.name === name.column && result.val !== undefined);
  const sorted = nodesOf(statements, "SortBy").flatMap(({ node }) =>
    isReference(node) ? [node.ColumnRef] : [],
  );
  return {
    name,
    aliases: new Set(ours.flatMap((range) => [called(range), name.table])),
    others: new Set(foreign.map(called)),
    isShared: foreign.some(
      ({ relname }) => options.columnsOf?.(String(relname))?.includes(name.column) ?? true,
    ),
    references: locations(references),
    outputs: locations(unnamed),
    aliased: locations(hasAlias ? sorted : []),
    targets: locations(results.filter((result) => result.name === name.column)),
    tables: locations(ranges),
    isDefinition: statements.some((statement) => DEFINITIONS.some((kind) => kind in statement)),
    isRowOfTable: options.isRowOfTable === true,
  };
}

/** Statements whose lists of columns have no positions in the tree. */
const DEFINITIONS = ["IndexStmt", "AlterTableStmt", "CreateStmt", "CreateTrigStmt"];

const isReference = (node: unknown): node is { ColumnRef: SqlNode } =>
  typeof node === "object" && node !== null && "ColumnRef" in node;

const locations = (nodes: readonly SqlNode[]): Set<number> =>
  new Set(nodes.map(({ location }) => Number(location ?? 0)));

/** Whether a token certainly names the column, may name it (false), or doesn't (undefined). */
function certaintyAt({ tokens }: ParsedSql, index: number, scope: Scope): boolean | undefined {
  const [token, previous, next] = [tokens[index], tokens[index - 1], tokens[index + 1]];
  if (!token || next?.text === "." || scope.tables.has(token.start)) return undefined;
  if (previous?.text === ".") return qualified(tokens[index - 2], scope);
  if (/^(as|constraint|function|trigger|index|schema|language)$/i.test(previous?.text ?? ""))
    return undefined;
  if (next?.text === "(" && !scope.isDefinition) return undefined;
  if (scope.aliased.has(token.start)) return undefined;
  const isNamed = scope.references.has(token.start) || scope.targets.has(token.start);
  const isListed = scope.isDefinition || isInConflict(tokens, index);
  if (!isNamed && !isListed) return undefined;
  if (scope.aliases.size === 0) return undefined;
  return scope.others.size === 0 || !scope.isShared;
}

function qualified(qualifier: { text: string } | undefined, scope: Scope): boolean | undefined {
  const name = qualifier ? nameOf(qualifier) : "";
  if (name === "new" || name === "old") return scope.isRowOfTable ? true : undefined;
  if (name === "excluded") return scope.aliases.size > 0 ? true : undefined;
  return scope.aliases.has(name) && !scope.others.has(name) ? true : undefined;
}

/** `on conflict (color)`: its columns have no positions in the tree. */
function isInConflict(tokens: ParsedSql["tokens"], index: number): boolean {
  const open = tokens.findLastIndex(({ text }, place) => place < index && text === "(");
  return /^conflict$/i.test(tokens[open - 1]?.text ?? "");
}
