export { contractOf } from "./contract-of.ts";
export { contractVersion } from "./version.ts";
export { versionText } from "./version-text.ts";
