export { derivedName, literal, quoted, quotedList, reservedWords } from "../quote.ts";
export { quotedTable, type TableName } from "../table-name.ts";
export type { BackfillPlan } from "./backfill-plan.ts";
export { addCheck, type Check, dropCheck, replaceCheck, restoredCheck } from "./check.ts";
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
export {
  concurrently,
  createIndex,
  dropIndex,
  type Index,
  passingName,
  plainIndex,
  replaceIndex,
} from "./create-index.ts";
export { addForeignKey, dropForeignKey, type ForeignKey, replaceForeignKey } from "./foreign-key.ts";
export { type KeyFromText, keyFromText, keyInStep, type Unmatched } from "./key-from-text.ts";
export {
  allowed,
  type Down,
  type Recipe,
  type RecipeMigration,
  type SqlStatement,
  type Statement,
  sqlText,
  statement,
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
export { type Phase, phaseOf, type Stage, stages } from "./stage.ts";
export { changeType, convertType, relabelType } from "./type.ts";
export { addPrimaryKey, addUnique, dropUnique, restoredUnique, type Unique } from "./unique.ts";
