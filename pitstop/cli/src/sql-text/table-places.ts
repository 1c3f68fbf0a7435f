// Where SQL names a table.
import { nameOf, nodesOf, type ParsedSql, parseSql, rangesOf, type SqlNode, stringsOf } from "./parse-sql.ts";

export interface TablePlace {
  readonly start: number;
  readonly end: number;
  /** Whether the rest of the text goes on to say the old name: `from vehicles as cars`. */
  readonly isAliased: boolean;
}

/** The places of a text that name the table, and whether nothing else can be meant. */
export interface TablePlaces {
  readonly places: readonly TablePlace[];
  readonly isCertain: boolean;
}

/** The places of a text that name a table of the default schema; undefined where the text is no SQL. */
export function tablePlaces(sql: string, table: string): TablePlaces | undefined {
  const parsed = parseSql(sql);
  if (!parsed) return undefined;
  const { statements, tokens } = parsed;
  const named = rangesOf(statements).filter(({ relname }) => relname === table);
  const ours = named.filter(({ schemaname }) => (schemaname ?? "public") === "public");
  const hasPlain = ours.some(({ alias }) => alias === undefined);
  const isAlias = [...nodesOf(statements, "Alias"), ...rangesOf(statements).flatMap(aliasOf)].some(
    ({ aliasname }) => aliasname === table,
  );
  const isQuery = nodesOf(statements, "CommonTableExpr").some(({ ctename }) => ctename === table);
  const columns = nodesOf(statements, "ColumnRef").filter(({ fields }) => stringsOf(fields)[0] === table);
  // `count(cars)` may mean a row or a column: as an alias, the name goes on to mean what it does.
  const isKept = columns.some(({ fields }) => Array.isArray(fields) && fields.length === 1);
  const qualifiers = isKept || isAlias ? [] : columns;
  const placeOf = (node: SqlNode, isAliased: boolean): TablePlace[] => {
    const token = tokenAt(tokens, node, table);
    return token ? [{ start: token.start, end: token.end, isAliased }] : [];
  };
  const places = [
    ...ours.flatMap((range) => placeOf(range, isKept && range.alias === undefined)),
    ...qualifiers.flatMap((column) => placeOf(column, false)),
  ];
  return {
    places: places.toSorted((one, other) => one.start - other.start),
    isCertain: named.length === ours.length && !isQuery && !(isAlias && hasPlain),
  };
}

const aliasOf = ({ alias }: SqlNode): SqlNode[] => (alias === undefined ? [] : [alias as SqlNode]); // an Alias

/** The token of the name, behind that of the schema. */
function tokenAt(tokens: ParsedSql["tokens"], { location }: SqlNode, table: string) {
  const first = tokens.findIndex(({ start }) => start === Number(location ?? 0));
  return tokens.slice(first, first + 3).find((token) => nameOf(token) === table);
}
