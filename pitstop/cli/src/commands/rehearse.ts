import type { PassedThrough } from "../command-line/command.ts";

export const rehearse: PassedThrough = {
  name: "rehearse",
  summary: "Run pending migrations on a copy, and report what they do",
  script: "packages/db/src/scripts/rehearse.ts",
  pnpm: "--filter db rehearse",
  isReading: true,
};
