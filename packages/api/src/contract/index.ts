export { contractOf, presentContract } from "./contract-of.ts";
export { contractVersion } from "./version.ts";
export { versionText } from "./version-text.ts";
export { versionsText } from "./versions-text.ts";
