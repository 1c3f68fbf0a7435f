import type { PassedThrough } from "../command-line/command.ts";

export const backfill: PassedThrough = {
  name: "backfill",
  summary: "Fill a column in small batches",
  script: "packages/db/src/scripts/backfill.ts",
  pnpm: "--filter db backfill",
  isReading: true,
};
