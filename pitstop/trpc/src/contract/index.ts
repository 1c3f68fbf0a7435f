export { contractOf } from "./contract-of.ts";
export { type ContractTexts, contractTexts } from "./contract-texts.ts";
export type { History } from "./history.ts";
