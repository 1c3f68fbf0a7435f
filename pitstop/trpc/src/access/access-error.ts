import { PitstopError } from "@pitstop/errors";

/** Codes of what is wrong with the rules of an application, or with code that keeps none. */
export type AccessErrorCode =
  | "CALLER_UNKNOWN"
  | "PROCEDURE_NAME_TAKEN"
  | "PROCEDURE_WITHOUT_RULE"
  | "ROLE_UNKNOWN"
  | "SCOPE_INVALID";

/** What is wrong with the access rules of an application, or with code that services can't keep them for. */
export class AccessError extends PitstopError<AccessErrorCode> {}
