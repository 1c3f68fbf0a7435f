export { type ContractedApi, compareContract } from "./contract.ts";
export { type DocumentedApi, writeOpenApi } from "./openapi.ts";
