import type { PassedThrough } from "../command-line/command.ts";

export const restore: PassedThrough = {
  name: "restore",
  summary: "Replace the database with a backup",
  script: "packages/db/src/scripts/restore.ts",
  pnpm: "--filter db restore",
  // It ends what no recovery can.
  isReading: true,
};
