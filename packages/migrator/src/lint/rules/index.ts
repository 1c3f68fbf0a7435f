import type { Rule } from "../rule.ts";
import addCheckValidated from "./add-check-validated.ts";
import addColumnAutoIncrement from "./add-column-auto-increment.ts";
import addColumnDefault from "./add-column-default.ts";
import addColumnEnumAsText from "./add-column-enum-as-text.ts";
import addColumnGeneratedStored from "./add-column-generated-stored.ts";
import addColumnInlineCheck from "./add-column-inline-check.ts";
import addColumnInlineFk from "./add-column-inline-fk.ts";
import addColumnInlineUnique from "./add-column-inline-unique.ts";
import addColumnJson from "./add-column-json.ts";
import addColumnRequired from "./add-column-required.ts";
import addColumnRequiredDropDefault from "./add-column-required-drop-default.ts";
import addColumnVolatileDefault from "./add-column-volatile-default.ts";
import addExclusionConstraint from "./add-exclusion-constraint.ts";
import addForeignKeyValidated from "./add-foreign-key-validated.ts";
import addMultipleForeignKeys from "./add-multiple-foreign-keys.ts";
import addPrimaryKey from "./add-primary-key.ts";
import addPrimaryKeyNullable from "./add-primary-key-nullable.ts";
import addUniqueConstraint from "./add-unique-constraint.ts";
import backfillInDdlTransaction from "./backfill-in-ddl-transaction.ts";
import changeColumnType from "./change-column-type.ts";
import changeTypeIndexed from "./change-type-indexed.ts";
import changeTypeWithCheck from "./change-type-with-check.ts";
import columnAlignment from "./column-alignment.ts";
import concurrentInTransaction from "./concurrent-in-transaction.ts";
import createIndexNonConcurrent from "./create-index-non-concurrent.ts";
import createTableForce from "./create-table-force.ts";
import detachPartitionNonConcurrent from "./detach-partition-non-concurrent.ts";
import domainConstraint from "./domain-constraint.ts";
import dropColumn from "./drop-column.ts";
import dropDatabase from "./drop-database.ts";
import dropForeignKey from "./drop-foreign-key.ts";
import dropIndexNonConcurrent from "./drop-index-non-concurrent.ts";
import dropNotNull from "./drop-not-null.ts";
import dropSchema from "./drop-schema.ts";
import dropTable from "./drop-table.ts";
import dropTableMultipleForeignKeys from "./drop-table-multiple-foreign-keys.ts";
import duplicateColumnAssignment from "./duplicate-column-assignment.ts";
import editedMigration from "./edited-migration.ts";
import enumValueUsedInTransaction from "./enum-value-used-in-transaction.ts";
import enumValueWithoutOrder from "./enum-value-without-order.ts";
import hashIndex from "./hash-index.ts";
import identifierTooLong from "./identifier-too-long.ts";
import indexAfterAlterInTx from "./index-after-alter-in-tx.ts";
import indexCorruption from "./index-corruption.ts";
import indexMoreThan3Columns from "./index-more-than-3-columns.ts";
import mismatchedForeignKeyType from "./mismatched-foreign-key-type.ts";
import nonLinearHistory from "./non-linear-history.ts";
import notRerunnable from "./not-rerunnable.ts";
import opaqueCode from "./opaque-code.ts";
import preferBigintKey from "./prefer-bigint-key.ts";
import preferIdentity from "./prefer-identity.ts";
import preferText from "./prefer-text.ts";
import preferTimestamptz from "./prefer-timestamptz.ts";
import reindexNonConcurrent from "./reindex-non-concurrent.ts";
import renameColumn from "./rename-column.ts";
import renameEnumValue from "./rename-enum-value.ts";
import renameSchema from "./rename-schema.ts";
import renameTable from "./rename-table.ts";
import requireLockTimeout from "./require-lock-timeout.ts";
import requireStatementTimeout from "./require-statement-timeout.ts";
import requireTableSchema from "./require-table-schema.ts";
import setNotNull from "./set-not-null.ts";
import snakeCaseName from "./snake-case-name.ts";
import transactionNesting from "./transaction-nesting.ts";
import truncateCascade from "./truncate-cascade.ts";
import unbatchedBackfill from "./unbatched-backfill.ts";
import uncommittedTransaction from "./uncommitted-transaction.ts";
import uniqueIndexDataDependent from "./unique-index-data-dependent.ts";
import vacuumFullOrCluster from "./vacuum-full-or-cluster.ts";
import validateInSameTransaction from "./validate-in-same-transaction.ts";

/** Every rule, sorted by its id. */
export const rules: readonly Rule[] = [
  addCheckValidated,
  addColumnAutoIncrement,
  addColumnDefault,
  addColumnEnumAsText,
  addColumnGeneratedStored,
  addColumnInlineCheck,
  addColumnInlineFk,
  addColumnInlineUnique,
  addColumnJson,
  addColumnRequired,
  addColumnRequiredDropDefault,
  addColumnVolatileDefault,
  addExclusionConstraint,
  addForeignKeyValidated,
  addMultipleForeignKeys,
  addPrimaryKey,
  addPrimaryKeyNullable,
  addUniqueConstraint,
  backfillInDdlTransaction,
  changeColumnType,
  changeTypeIndexed,
  changeTypeWithCheck,
  columnAlignment,
  concurrentInTransaction,
  createIndexNonConcurrent,
  createTableForce,
  detachPartitionNonConcurrent,
  domainConstraint,
  dropColumn,
  dropDatabase,
  dropForeignKey,
  dropIndexNonConcurrent,
  dropNotNull,
  dropSchema,
  dropTable,
  dropTableMultipleForeignKeys,
  duplicateColumnAssignment,
  editedMigration,
  enumValueUsedInTransaction,
  enumValueWithoutOrder,
  hashIndex,
  identifierTooLong,
  indexAfterAlterInTx,
  indexCorruption,
  indexMoreThan3Columns,
  mismatchedForeignKeyType,
  nonLinearHistory,
  notRerunnable,
  opaqueCode,
  preferBigintKey,
  preferIdentity,
  preferText,
  preferTimestamptz,
  reindexNonConcurrent,
  renameColumn,
  renameEnumValue,
  renameSchema,
  renameTable,
  requireLockTimeout,
  requireStatementTimeout,
  requireTableSchema,
  setNotNull,
  snakeCaseName,
  transactionNesting,
  truncateCascade,
  unbatchedBackfill,
  uncommittedTransaction,
  uniqueIndexDataDependent,
  vacuumFullOrCluster,
  validateInSameTransaction,
];
