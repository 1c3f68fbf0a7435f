import { PitstopError } from "@pitstop/errors";

/** What `pitstop contract` answers a shell with. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

export type ContractErrorCode =
  | "CONTRACT_INVALID"
  | "CONTRACT_OTHER_FORMAT"
  | "CONTRACT_FILE_MISSING"
  | "CONTRACT_FILE_NOT_WRITABLE"
  | "CONTRACT_REVISION_UNKNOWN"
  | "CONTRACT_NOT_IN_REVISION"
  | "CONTRACT_GIT_MISSING"
  | "CONTRACT_ROUTER_NOT_LOADED"
  | "CONTRACT_SERVER_UNREACHABLE"
  | "CONTRACT_SERVER_REFUSED"
  | "CONTRACT_USAGE";

/** Two contracts can't be compared. */
export class ContractError extends PitstopError<ContractErrorCode> {
  get exitCode(): 1 | 2 {
    return this.code === "CONTRACT_USAGE" ? exitCodes.usage : exitCodes.failed;
  }
}
