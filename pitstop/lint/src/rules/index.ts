import type { Rule } from "../rule.ts";
import addAttribute from "./add-attribute.ts";
import addCheckValidated from "./add-check-validated.ts";
import addColumnAutoIncrement from "./add-column-auto-increment.ts";
import addColumnConstrainedDomain from "./add-column-constrained-domain.ts";
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
import alwaysRefused from "./always-refused.ts";
import attachPartitionScan from "./attach-partition-scan.ts";
import backfillInDdlTransaction from "./backfill-in-ddl-transaction.ts";
import changeAttributeType from "./change-attribute-type.ts";
import changeColumnType from "./change-column-type.ts";
import changeConstraintEnforcement from "./change-constraint-enforcement.ts";
import changeForeignData from "./change-foreign-data.ts";
import changeFunction from "./change-function.ts";
import changeIdentity from "./change-identity.ts";
import changeInheritance from "./change-inheritance.ts";
import changeOwner from "./change-owner.ts";
import changePolicy from "./change-policy.ts";
import changeReplication from "./change-replication.ts";
import changeRole from "./change-role.ts";
import changeSessionDefault from "./change-session-default.ts";
import changeTextSearch from "./change-text-search.ts";
import changeTypeIndexed from "./change-type-indexed.ts";
import changeTypeWithCheck from "./change-type-with-check.ts";
import changeViewOptions from "./change-view-options.ts";
import columnAlignment from "./column-alignment.ts";
import concurrentInTransaction from "./concurrent-in-transaction.ts";
import copySkipsRows from "./copy-skips-rows.ts";
import createEventTrigger from "./create-event-trigger.ts";
import createIndexNonConcurrent from "./create-index-non-concurrent.ts";
import createRule from "./create-rule.ts";
import createTableForce from "./create-table-force.ts";
import createUnloggedTable from "./create-unlogged-table.ts";
import dangerousSetting from "./dangerous-setting.ts";
import deleteRows from "./delete-rows.ts";
import detachPartitionNonConcurrent from "./detach-partition-non-concurrent.ts";
import disableRowSecurity from "./disable-row-security.ts";
import disableTrigger from "./disable-trigger.ts";
import domainConstraint from "./domain-constraint.ts";
import dropAttribute from "./drop-attribute.ts";
import dropColumn from "./drop-column.ts";
import dropDatabase from "./drop-database.ts";
import dropDefinition from "./drop-definition.ts";
import dropExpression from "./drop-expression.ts";
import dropExtension from "./drop-extension.ts";
import dropForeignData from "./drop-foreign-data.ts";
import dropForeignKey from "./drop-foreign-key.ts";
import dropFunction from "./drop-function.ts";
import dropIdentity from "./drop-identity.ts";
import dropIndexConcurrentlyRefused from "./drop-index-concurrently-refused.ts";
import dropIndexNonConcurrent from "./drop-index-non-concurrent.ts";
import dropMaterializedView from "./drop-materialized-view.ts";
import dropNotNull from "./drop-not-null.ts";
import dropOwned from "./drop-owned.ts";
import dropPrimaryKey from "./drop-primary-key.ts";
import dropSchema from "./drop-schema.ts";
import dropSequence from "./drop-sequence.ts";
import dropTable from "./drop-table.ts";
import dropTableMultipleForeignKeys from "./drop-table-multiple-foreign-keys.ts";
import dropTrigger from "./drop-trigger.ts";
import dropType from "./drop-type.ts";
import dropUniqueConstraint from "./drop-unique-constraint.ts";
import dropView from "./drop-view.ts";
import duplicateColumnAssignment from "./duplicate-column-assignment.ts";
import editedMigration from "./edited-migration.ts";
import enableRowSecurity from "./enable-row-security.ts";
import enumValueUsedInTransaction from "./enum-value-used-in-transaction.ts";
import enumValueWithoutOrder from "./enum-value-without-order.ts";
import extensionMember from "./extension-member.ts";
import grantToPublic from "./grant-to-public.ts";
import hashIndex from "./hash-index.ts";
import identifierTooLong from "./identifier-too-long.ts";
import implicitConversion from "./implicit-conversion.ts";
import indexAfterAlterInTx from "./index-after-alter-in-tx.ts";
import indexCorruption from "./index-corruption.ts";
import indexMoreThan3Columns from "./index-more-than-3-columns.ts";
import lockTable from "./lock-table.ts";
import mismatchedForeignKeyType from "./mismatched-foreign-key-type.ts";
import newerThanServer from "./newer-than-server.ts";
import noEffectOutsideTransaction from "./no-effect-outside-transaction.ts";
import nonLinearHistory from "./non-linear-history.ts";
import notRerunnable from "./not-rerunnable.ts";
import opaqueCode from "./opaque-code.ts";
import outsideDatabase from "./outside-database.ts";
import preferBigintKey from "./prefer-bigint-key.ts";
import preferIdentity from "./prefer-identity.ts";
import preferText from "./prefer-text.ts";
import preferTimestamptz from "./prefer-timestamptz.ts";
import refreshCollationVersion from "./refresh-collation-version.ts";
import refreshMaterializedViewNonConcurrent from "./refresh-materialized-view-non-concurrent.ts";
import refusedOnPartitionedTable from "./refused-on-partitioned-table.ts";
import reindexNonConcurrent from "./reindex-non-concurrent.ts";
import renameColumn from "./rename-column.ts";
import renameEnumValue from "./rename-enum-value.ts";
import renameObject from "./rename-object.ts";
import renameSchema from "./rename-schema.ts";
import renameTable from "./rename-table.ts";
import renameView from "./rename-view.ts";
import requireLockTimeout from "./require-lock-timeout.ts";
import requireStatementTimeout from "./require-statement-timeout.ts";
import requireTableSchema from "./require-table-schema.ts";
import revoke from "./revoke.ts";
import secretInMigration from "./secret-in-migration.ts";
import securityDefinerSearchPath from "./security-definer-search-path.ts";
import sequenceRestart from "./sequence-restart.ts";
import setAccessMethod from "./set-access-method.ts";
import setExpression from "./set-expression.ts";
import setLogged from "./set-logged.ts";
import setNotNull from "./set-not-null.ts";
import setTablespace from "./set-tablespace.ts";
import snakeCaseName from "./snake-case-name.ts";
import transactionNesting from "./transaction-nesting.ts";
import truncateCascade from "./truncate-cascade.ts";
import truncateTable from "./truncate-table.ts";
import unbatchedBackfill from "./unbatched-backfill.ts";
import uncommittedTransaction from "./uncommitted-transaction.ts";
import uniqueIndexDataDependent from "./unique-index-data-dependent.ts";
import unjudged from "./unjudged.ts";
import vacuumFullOrCluster from "./vacuum-full-or-cluster.ts";
import validateInSameTransaction from "./validate-in-same-transaction.ts";

/** Every rule, sorted by its id. */
export const rules: readonly Rule[] = [
  addAttribute,
  addCheckValidated,
  addColumnAutoIncrement,
  addColumnConstrainedDomain,
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
  alwaysRefused,
  attachPartitionScan,
  backfillInDdlTransaction,
  changeAttributeType,
  changeColumnType,
  changeConstraintEnforcement,
  changeForeignData,
  changeFunction,
  changeIdentity,
  changeInheritance,
  changeOwner,
  changePolicy,
  changeReplication,
  changeRole,
  changeSessionDefault,
  changeTextSearch,
  changeTypeIndexed,
  changeTypeWithCheck,
  changeViewOptions,
  columnAlignment,
  concurrentInTransaction,
  copySkipsRows,
  createEventTrigger,
  createIndexNonConcurrent,
  createRule,
  createTableForce,
  createUnloggedTable,
  dangerousSetting,
  deleteRows,
  detachPartitionNonConcurrent,
  disableRowSecurity,
  disableTrigger,
  domainConstraint,
  dropAttribute,
  dropColumn,
  dropDatabase,
  dropDefinition,
  dropExpression,
  dropExtension,
  dropForeignData,
  dropForeignKey,
  dropFunction,
  dropIdentity,
  dropIndexConcurrentlyRefused,
  dropIndexNonConcurrent,
  dropMaterializedView,
  dropNotNull,
  dropOwned,
  dropPrimaryKey,
  dropSchema,
  dropSequence,
  dropTable,
  dropTableMultipleForeignKeys,
  dropTrigger,
  dropType,
  dropUniqueConstraint,
  dropView,
  duplicateColumnAssignment,
  editedMigration,
  enableRowSecurity,
  enumValueUsedInTransaction,
  enumValueWithoutOrder,
  extensionMember,
  grantToPublic,
  hashIndex,
  identifierTooLong,
  implicitConversion,
  indexAfterAlterInTx,
  indexCorruption,
  indexMoreThan3Columns,
  lockTable,
  mismatchedForeignKeyType,
  newerThanServer,
  noEffectOutsideTransaction,
  nonLinearHistory,
  notRerunnable,
  opaqueCode,
  outsideDatabase,
  preferBigintKey,
  preferIdentity,
  preferText,
  preferTimestamptz,
  refreshCollationVersion,
  refreshMaterializedViewNonConcurrent,
  refusedOnPartitionedTable,
  reindexNonConcurrent,
  renameColumn,
  renameEnumValue,
  renameObject,
  renameSchema,
  renameTable,
  renameView,
  requireLockTimeout,
  requireStatementTimeout,
  requireTableSchema,
  revoke,
  secretInMigration,
  securityDefinerSearchPath,
  sequenceRestart,
  setAccessMethod,
  setExpression,
  setLogged,
  setNotNull,
  setTablespace,
  snakeCaseName,
  transactionNesting,
  truncateCascade,
  truncateTable,
  unbatchedBackfill,
  uncommittedTransaction,
  uniqueIndexDataDependent,
  unjudged,
  vacuumFullOrCluster,
  validateInSameTransaction,
];
