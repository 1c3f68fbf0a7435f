import type { PassedThrough } from "../command-line/command.ts";

export const backup: PassedThrough = {
  name: "backup",
  summary: "Back up the database, or list the backups",
  script: "packages/db/src/scripts/backup.ts",
  pnpm: "--filter db backup",
  isReading: true,
};
