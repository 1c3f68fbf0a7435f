import { columnIn, type Known, tableIn } from "../known.ts";
import { derivedName } from "../quote.ts";
import { createIndex, passingName, plainIndex } from "../recipes/create-index.ts";
import { renameIndex } from "../recipes/rename.ts";
import { changeType } from "../recipes/type.ts";
import { changedTypeText } from "../source-text.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";
import { changesOf } from "../table-change.ts";
import type { TableName } from "../table-name.ts";
import { recipeText } from "./recipe-text.ts";

/** A change of type by a second column, which gets the values that the statement itself would give. */
export function typeChangeText(table: TableName, column: string, statement: Statement, known: Known): string {
  const { type, using } = written(table, column, statement, known);
  const indexes = indexesOf(table, column, known);
  const recipe = changeType({
    table,
    column,
    type,
    isRequired: columnIn(known, table, column)?.isNotNull === true,
    serverMajor: known.serverVersion.major,
    ...(using === undefined ? {} : { using }),
  });
  const [fill, last] = [recipe.slice(0, -1), recipe.slice(-1)];
  return [
    recipeText([...fill, ...indexes.flatMap(({ build }) => build)], table, known),
    `-- Give ${derivedName(column, "new")} everything else that ${column} has (default, constraints, other indexes), and`,
    "-- deploy code that no longer uses the old type. Theirs are dropped with the old column.",
    recipeText([...last, ...indexes.flatMap(({ rename }) => rename)], table, known),
  ].join("\n");
}

function written(table: TableName, column: string, statement: Statement, known: Known) {
  const change = changesOf("AT_AlterColumnType", statement, known).find(
    ({ name, command }) => name.name === table.name && command.name === column,
  );
  const definition = nodeOf(change?.command.def, "ColumnDef");
  return changedTypeText(statement, definition?.typeName?.location ?? 0);
}

/** The indexes that are known to have the column, built for the new one and named as before after it took its place. */
function indexesOf(table: TableName, column: string, known: Known) {
  const found = [...(tableIn(known, table)?.indexes ?? [])].filter(([, { columns }]) =>
    columns.includes(column),
  );
  return found.map(([name, { columns }]) => {
    const passing = passingName(name);
    const fresh = columns.map((each) => (each === column ? derivedName(column, "new") : each));
    return {
      build: createIndex(plainIndex({ table, name: passing, columns: fresh })),
      rename: renameIndex({ table, from: passing, to: name }),
    };
  });
}
