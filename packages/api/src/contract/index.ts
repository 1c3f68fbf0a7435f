export { contractOf } from "./contract-of.ts";
