export { backUp } from "./back-up.ts";
export { listBackups } from "./list-backups.ts";
export type { Backup } from "./manifest.ts";
export { openShadow } from "./open-shadow.ts";
export { restoreBackup } from "./restore-backup.ts";
export { applyRetention } from "./retention.ts";
export { verifyBackup } from "./verify-backup.ts";
