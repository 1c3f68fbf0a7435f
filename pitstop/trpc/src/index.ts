export {
  type Access,
  type AccessRules,
  asApplication,
  asUser,
  type DomainRules,
  defineAccess,
  type RowScope,
  type ScopeOf,
  type User,
} from "./access/index.ts";
export { MAX_BATCH_SIZE } from "./batch-size.ts";
export type { ChangeLog } from "./changes/change-log.ts";
export type { ChangePage } from "./changes/history.ts";
export { pruneChanges } from "./changes/prune.ts";
export type { ShownChange } from "./changes/shown-change.ts";
export type { Context, ProcedureMeta } from "./context.ts";
export type { ContractVersion } from "./contract/contract-version.ts";
export { connectionErrorOf } from "./crud/connection-error.ts";
export type { Count } from "./crud/count.ts";
export { holdsRounded, parseNotingRounded } from "./crud/exact-json.ts";
export type { Page } from "./crud/list.ts";
export type { ReadReplica, ReadReplicas } from "./crud/read-replicas.ts";
export type { DomainWithSchemas } from "./crud/service.ts";
export { type Api, defineApi } from "./define-api.ts";
export type { About, ApiDefinition } from "./definition.ts";
export { type ErrorDetails, statusOf } from "./error-details.ts";
export {
  ApiError,
  BadInput,
  Conflict,
  DatabaseAway,
  type ErrorReason,
  type FieldMessages,
  Forbidden,
  NotFound,
  OutcomeUnknown,
  Unauthorized,
  Unavailable,
} from "./errors.ts";
export { ClientUses } from "./evolution/client-uses.ts";
export { type ClientVersion, clientVersionOf } from "./evolution/client-version.ts";
export type { Evolutions } from "./evolution/evolutions.ts";
export { Notices } from "./evolution/notices.ts";
export { pruneAnswers } from "./idempotency/answers.ts";
export type { KeyedCall } from "./idempotency/once.ts";
export { type ServedApi, serveApi } from "./served-api.ts";
