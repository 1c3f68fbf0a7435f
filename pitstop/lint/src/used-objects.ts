import type { RangeVar, TypeName } from "libpg-query";
import { columnTypeOf } from "./column-type.ts";
import { type Known, keyColumns, keyOf } from "./known.ts";
import { descendants, nodesOf, visit, words } from "./syntax-node.ts";
import { shown, type TableName, tableNameFrom, tableNameOf } from "./table-name.ts";

// The keys of objects that others can use. A table's rows are a type of the table's name.
export const relationKey = (name: TableName): string => `relation ${shown(name)}`;
export const columnKey = (table: TableName, column: string): string => `column ${shown(table)} ${column}`;
export const typeKey = (name: string): string => `type ${name}`;
export const routineKey = (name: string): string => `routine ${name}`;
export const primaryKey = (table: TableName): string => `primary key ${shown(table)}`;

/** What a query, an expression or a list of parameters uses: PostgreSQL records each as a dependency. */
export function usedObjects(root: unknown, known: Known): Set<string> {
  const relations = readRelations(root);
  return new Set([
    ...relations.map(relationKey),
    ...usedColumns(root, relations),
    ...usedPrimaryKeys(root, relations, known),
    ...usedTypes(root),
    ...descendants(root, "FuncCall").map(({ funcname }) => routineKey(keyOf(words(funcname)))),
    ...usedSequences(root),
  ]);
}

/** The relations of a query's FROM lists, at any depth, without those that its WITH defines. */
function readRelations(root: unknown): TableName[] {
  const defined = new Set(descendants(root, "CommonTableExpr").map(({ ctename }) => ctename));
  const isDefined = ({ schemaname, relname }: RangeVar) => schemaname === undefined && defined.has(relname);
  const relations: RangeVar[] = [];
  visit(root, (key, value) => {
    // The parser's types say what is below these keys.
    if (key === "RangeVar" || key === "relation") relations.push(value as RangeVar);
  });
  return relations.filter((relation) => !isDefined(relation)).map(tableNameOf);
}

function usedTypes(root: unknown): string[] {
  const types: string[] = [];
  visit(root, (key, value) => {
    // The same: the type of a cast or a column, of a parameter, and of what a function returns.
    if (/^(TypeName|typeName|argType|returnType)$/.test(key))
      types.push(typeKey(columnTypeOf(value as TypeName).name));
  });
  return types;
}

/** Which relation a column is of, the text alone doesn't say: every one that the query reads may have it. */
function usedColumns(root: unknown, relations: readonly TableName[]): string[] {
  const columns = descendants(root, "ColumnRef").map(({ fields }) =>
    fields?.some((field) => "A_Star" in field) ? "*" : (words(fields).at(-1) ?? ""),
  );
  return relations.flatMap((table) => columns.map((column) => columnKey(table, column)));
}

/** A query that groups by a primary key may read the other columns of the table, and needs the key for it. */
function usedPrimaryKeys(root: unknown, relations: readonly TableName[], known: Known): string[] {
  const grouped = descendants(root, "SelectStmt")
    .flatMap(({ groupClause }) => nodesOf(groupClause, "ColumnRef"))
    .map(({ fields }) => words(fields).at(-1));
  if (grouped.length === 0) return [];
  return relations
    .filter((table) => keyColumns(known, table).every((column) => grouped.includes(column)))
    .map(primaryKey);
}

function usedSequences(root: unknown): string[] {
  return descendants(root, "FuncCall")
    .filter(({ funcname }) => /^(nextval|currval|setval)$/.test(words(funcname).at(-1) ?? ""))
    .flatMap(({ args }) => descendants(args, "A_Const"))
    .flatMap(({ sval }) => (sval?.sval === undefined ? [] : [relationKey(relationFrom(sval.sval))]));
}

/** A relation as a text for `regclass` names it. */
function relationFrom(text: string): TableName {
  const parts = text.match(/"(?:[^"]|"")+"|[^.]+/g) ?? [];
  return tableNameFrom(
    parts.map((part) =>
      part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase(),
    ),
  );
}
