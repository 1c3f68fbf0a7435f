export { contractOf } from "./contract-of.ts";
export { versionText } from "./version-text.ts";
