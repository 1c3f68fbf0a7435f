import { type Node, parseSync, type RangeVar } from "libpg-query";
import { columnOf } from "./column.ts";
import { type Constraint, constraintName, constraintOf } from "./constraint.ts";
import { type Known, type KnownTable, rememberedTable, tableIn } from "./known.ts";
import { learn } from "./learn.ts";
import { nodeOf, nodesOf, visit } from "./syntax-node.ts";
import { shown, tableNameFrom, tableNameOf } from "./table-name.ts";

/**
 * Reads `/* given: cars.price integer *​/` into what is known: a table and column that existed before the file, with its
 * type and, where stated, `not null`, `check (…)`, `references …`, `unique`, `indexed`. Several are separated by commas
 * or semicolons. `index on cars (price)`, `cars (price integer)` and whole `create …` statements are also read. Throws
 * what the parser throws.
 */
export function learnGiven(text: string, known: Known): void {
  if (/^(create|alter)\s/i.test(text)) learnStatements(text, known);
  else for (const entry of entriesOf(text)) learnEntry(entry, known);
  makeOld(known);
}

function learnEntry(entry: string, known: Known): void {
  if (/^(create|alter)\s/i.test(entry)) learnStatements(entry, known);
  else if (indexEntry.test(entry)) learnIndexEntry(entry, known);
  else if (/^table\s/i.test(entry)) learnStatements(`create ${entry}`, known);
  else if (/^[\w".]+\s*\(/.test(entry)) learnStatements(`create table ${entry}`, known);
  else learnColumn(entry, known);
}

/**
 * `index on lower(label)` reads like an index of a table called lower. The table has to be one that is described, or that
 * the file has a statement about.
 */
function learnIndexEntry(entry: string, known: Known): void {
  const sql = `create ${entry}`;
  const table = tableNameOf(nodeOf(parseSync(sql).stmts?.[0]?.stmt, "IndexStmt")?.relation);
  const isOfFile = known.statements.some(({ node }) => relationNames(node).includes(shown(table)));
  if (tableIn(known, table) === undefined && !isOfFile)
    throw new Error(
      `Nothing here describes the table ${shown(table)}. Name the table of the index, as in index on cars (lower(label)).`,
    );
  learnStatements(sql, known);
}

/** The tables that a statement names anywhere. */
function relationNames(root: Node): string[] {
  const names: string[] = [];
  visit(root, (_key, value) => {
    // Most fields hold a RangeVar without the wrapping that names its kind.
    if (typeof value === "object" && value !== null && "relname" in value)
      names.push(shown(tableNameOf(value as RangeVar)));
  });
  return names;
}

function learnStatements(sql: string, known: Known): void {
  for (const { stmt } of parseSync(sql).stmts ?? []) {
    if (stmt === undefined) continue;
    learn(
      { index: -1, node: stmt, text: sql, line: 0, column: 0, byteStart: 0, transaction: undefined },
      known,
    );
  }
}

/** What is given was there before the file. */
function makeOld(known: Known): void {
  for (const table of known.tables.values()) {
    table.isNew = false;
    for (const column of table.columns.values()) column.isNew = false;
    for (const constraint of table.constraints.values()) constraint.isNew = false;
    for (const index of table.indexes.values()) index.isNew = false;
  }
  for (const type of known.enums.values()) type.isNew = false;
  for (const names of [known.newDomains, known.newSchemas, known.newObjects, known.foreignKeyTables])
    names.clear();
}

const indexEntry = /^(unique\s+)?index\s+([\w"]+\s+)?on\s/i;
const columnPath = /^((?:"(?:[^"]|"")+"|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|[\w$]+))+)\s*:?\s+([\s\S]+)$/;

function learnColumn(entry: string, known: Known): void {
  const match = columnPath.exec(entry);
  if (match === null)
    throw new Error(`"${entry}" is not a table, a column and its type, as in cars.price integer.`);
  const path = [...(match[1] ?? "").matchAll(/"((?:[^"]|"")+)"|([\w$]+)/g)].map(
    ([, inQuotes, bare]) => inQuotes?.replaceAll('""', '"') ?? bare?.toLowerCase() ?? "",
  );
  const table = rememberedTable(known, tableNameFrom(path.slice(0, -1)));
  describeColumn(table, path.at(-1) ?? "", match[2] ?? "");
}

function describeColumn(table: KnownTable, name: string, described: string): void {
  const definition = described
    .replaceAll(indexWords, " ")
    .replaceAll(/\bnullable\b/gi, " null ")
    .replaceAll(/,\s*(?=(unique|primary\s+key|not\s+null|null)\b(?!\s*\())/gi, " ");
  const statement = parseSync(`create table given (given ${definition})`).stmts?.[0]?.stmt;
  const create = nodeOf(statement, "CreateStmt");
  const ofTable = nodesOf(create?.tableElts, "Constraint").flatMap((node) => constraintOf(node, name) ?? []);
  for (const node of nodesOf(create?.tableElts, "ColumnDef")) {
    const column = columnOf({ ...node, colname: name });
    const isNullable = nodesOf(node.constraints, "Constraint").some(
      ({ contype }) => contype === "CONSTR_NULL",
    );
    table.columns.set(name, {
      type: column.type,
      collation: column.collation,
      isNotNull: column.isNotNull ? true : isNullable ? false : undefined,
      hasDefault: column.defaultValue === undefined ? undefined : true,
      generated: column.generated,
      isNew: false,
      isFromSnapshot: false,
    });
    const constraints = [...column.constraints, ...ofTable];
    for (const constraint of constraints) rememberConstraint(table, constraint);
    const isUnique = constraints.some(({ kind }) => kind === "unique" || kind === "primary");
    if (isUnique || described.search(indexWords) >= 0) {
      table.indexes.set(`${table.name.name}_${name}_given`, { columns: [name], isNew: false });
    }
  }
}

function rememberConstraint(table: KnownTable, constraint: Constraint): void {
  const name = constraintName(table.name, constraint);
  table.constraints.set(name, { ...constraint, isNew: false });
}

const indexWords =
  /[(,]?\s*\b(with (an )?index|has (an )?index|indexed|index(\s+\w+)?\s*\([^)]*\)|index)\s*\)?/gi;

/** Splits at the commas and semicolons outside parentheses that another `table.column type` follows. */
function entriesOf(text: string): string[] {
  const entries: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text[index];
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    const isEnd = character === undefined || character === ";" || character === "\n" || character === ",";
    if (!isEnd || depth > 0) continue;
    const rest = text.slice(index + 1).trim();
    if (character === "," && !columnPath.test(rest) && !indexEntry.test(rest)) continue;
    entries.push(text.slice(start, index).trim());
    start = index + 1;
  }
  return entries.filter((entry) => entry !== "");
}
