export { literal, quoted, quotedList, reservedWords } from "../lint/quote.ts";
export { quotedTable, type TableName } from "../lint/table-name.ts";
export { addCheck, type Check, dropCheck, replaceCheck } from "./check.ts";
export {
  addColumn,
  addedColumn,
  addFilledColumn,
  backfilled,
  changeDefault,
  defaultDropped,
  defaultSet,
  dropColumn,
  dropDefault,
  droppedColumn,
  fillColumn,
} from "./column.ts";
export { createIndex, dropIndex, type Index, passingName, plainIndex, replaceIndex } from "./create-index.ts";
export { addForeignKey, dropForeignKey, type ForeignKey, replaceForeignKey } from "./foreign-key.ts";
export { type KeyFromText, keyFromText, keyInStep, type Unmatched } from "./key-from-text.ts";
export {
  allowed,
  type Recipe,
  type RecipeMigration,
  type SqlStatement,
  type Statement,
  sqlText,
  type TableLock,
} from "./recipe.ts";
export { renameColumn, renameColumnInStep, renameConstraint, renameIndex, renameTable } from "./rename.ts";
export {
  columnInStep,
  type Replacement,
  type Stepping,
  syncTrigger,
  syncTriggerName,
} from "./replace-column.ts";
export { relaxColumn, requireColumn } from "./required.ts";
export { assigned, rowTrigger, rowTriggerDropped } from "./row-trigger.ts";
export { changeType, convertType, relabelType } from "./type.ts";
export { addPrimaryKey, addUnique, dropUnique, type Unique } from "./unique.ts";
