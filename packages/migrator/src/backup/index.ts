export { type BackUpOptions, backUp } from "./back-up.ts";
export { listBackups } from "./list-backups.ts";
export { type Backup, type Manifest, openBackup } from "./manifest.ts";
export { openShadow, type Shadow } from "./open-shadow.ts";
export { type Restored, type RestoreOptions, restoreBackup } from "./restore-backup.ts";
export { applyRetention } from "./retention.ts";
export { verifyBackup } from "./verify-backup.ts";
