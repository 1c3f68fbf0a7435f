export { type ColumnType, columnTypeOf } from "./column-type.ts";
export { executedQuery } from "./executed.ts";
export {
  derivedName,
  generatedName,
  literal,
  longestName,
  quoted,
  quotedList,
  reservedWords,
} from "./quote.ts";
export { type TypeChange, typeChange } from "./safe-type-change.ts";
export { descendants, type NodeKind, type NodeOf, nodeOf, nodesOf, words } from "./syntax-node.ts";
export { quotedTable, shown, type TableName, tableNameOf } from "./table-name.ts";
export { volatileFunction } from "./volatility.ts";
