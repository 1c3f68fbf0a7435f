export { type CompareOptions, compare } from "./compare.ts";
export { type Contract, FORMAT, type Procedure } from "./contract.ts";
export { ContractError, type ContractErrorCode, exitCodes } from "./errors.ts";
export { type Finding, type Level, levels } from "./finding.ts";
export { readContract } from "./read-contract.ts";
export { DEFINITIONS, type Definitions, type JsonSchema, type JsonValue, type Schema } from "./schema.ts";
export { canonical } from "./sorted.ts";
export { writeContract } from "./write-contract.ts";
