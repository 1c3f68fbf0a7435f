export { areRowsMixed, compareFingerprints } from "./compare.ts";
export type { ColumnFingerprint, TableFingerprint } from "./fingerprint.ts";
export { fingerprintSnapshot, fingerprintTables } from "./fingerprint-tables.ts";
export { rowHashQuery, withTextSettings } from "./row-hashes.ts";
export { difference, sumOf } from "./sum.ts";
export type { TableName } from "./tables.ts";
export { textSettings } from "./value-text.ts";
