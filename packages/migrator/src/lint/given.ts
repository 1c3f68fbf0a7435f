import { parseSync } from "libpg-query";
import { columnOf } from "./column.ts";
import { constraintName } from "./constraint.ts";
import { type Known, rememberedTable } from "./known.ts";
import { learn } from "./learn.ts";
import { nodesOf } from "./syntax-node.ts";
import { tableNameFrom } from "./table-name.ts";

/**
 * Reads `/* given: cars.price integer *​/` into what is known: a table and column that existed before the file, with its
 * type and, where stated, `not null`, `check (…)`, `references …`, `unique`, `indexed`. Several are separated by commas
 * or semicolons. A whole `create …` statement is also read. Throws what the parser throws.
 */
export function learnGiven(text: string, known: Known): void {
  if (/^(create|alter)\s/i.test(text)) {
    for (const { stmt } of parseSync(text).stmts ?? []) {
      if (stmt !== undefined) {
        learn({ index: -1, node: stmt, text, line: 0, byteStart: 0, transaction: undefined }, known);
      }
    }
  } else for (const entry of entriesOf(text)) learnColumn(entry, known);
  for (const table of known.tables.values()) {
    table.isNew = false;
    for (const column of table.columns.values()) column.isNew = false;
    for (const constraint of table.constraints.values()) constraint.isNew = false;
    for (const index of table.indexes.values()) index.isNew = false;
  }
  for (const type of known.enums.values()) type.isNew = false;
  known.foreignKeyTables.clear();
}

const columnPath = /^((?:"(?:[^"]|"")+"|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|[\w$]+))+)\s*:?\s+([\s\S]+)$/;

function learnColumn(entry: string, known: Known): void {
  const match = columnPath.exec(entry);
  if (match === null)
    throw new Error(`"${entry}" is not a table, a column and its type, as in cars.price integer.`);
  const path = [...(match[1] ?? "").matchAll(/"((?:[^"]|"")+)"|([\w$]+)/g)].map(
    ([, inQuotes, bare]) => inQuotes?.replaceAll('""', '"') ?? bare?.toLowerCase() ?? "",
  );
  const described = match[2] ?? "";
  const definition = described.replace(indexWords, " ").replace(/\bnullable\b/gi, " null ");
  const statement = parseSync(`create table given (given ${definition})`).stmts?.[0]?.stmt;
  const create = statement !== undefined && "CreateStmt" in statement ? statement.CreateStmt : undefined;
  const name = path.at(-1) ?? "";
  const table = rememberedTable(known, tableNameFrom(path.slice(0, -1)));
  for (const node of nodesOf(create?.tableElts, "ColumnDef")) {
    const column = columnOf({ ...node, colname: name });
    const isNullable = nodesOf(node.constraints, "Constraint").some(
      ({ contype }) => contype === "CONSTR_NULL",
    );
    table.columns.set(name, {
      type: column.type,
      isNotNull: column.isNotNull ? true : isNullable ? false : undefined,
      hasDefault: column.defaultValue === undefined ? undefined : true,
      isNew: false,
      isFromSnapshot: false,
    });
    for (const constraint of column.constraints) {
      table.constraints.set(constraintName(table.name, constraint), {
        ...constraint,
        isNew: false,
        addedIn: undefined,
      });
    }
    const isUnique = column.constraints.some(({ kind }) => kind === "unique" || kind === "primary");
    if (isUnique || indexWords.test(described)) {
      table.indexes.set(`${table.name.name}_${name}_given`, { columns: [name], isUnique, isNew: false });
    }
    indexWords.lastIndex = 0;
  }
}

const indexWords = /[(,]?\s*\b(with (an )?index|has (an )?index|indexed|index)\b\s*\)?/gi;

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
    if (character === "," && !columnPath.test(text.slice(index + 1).trim())) continue;
    entries.push(text.slice(start, index).trim());
    start = index + 1;
  }
  return entries.filter((entry) => entry !== "");
}
