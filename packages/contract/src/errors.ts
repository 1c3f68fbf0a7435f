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
  | "CONTRACT_SERVER_UNREACHABLE"
  | "CONTRACT_SERVER_REFUSED"
  | "CONTRACT_USAGE";

/** Something that keeps two contracts from being compared: what happened, and what to do. The codes are stable. */
export class ContractError extends Error {
  readonly code: ContractErrorCode;
  /** What to do about it: the next command to type, where there is one. */
  readonly hint: string;

  constructor(code: ContractErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
  }

  get exitCode(): 1 | 2 {
    return this.code === "CONTRACT_USAGE" ? exitCodes.usage : exitCodes.failed;
  }
}
