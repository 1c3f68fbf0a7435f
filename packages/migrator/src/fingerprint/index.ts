export { compareFingerprints } from "./compare.ts";
export type { FingerprintDifference, TableFingerprint } from "./fingerprint.ts";
export { fingerprintSnapshot, fingerprintTables } from "./fingerprint-tables.ts";
