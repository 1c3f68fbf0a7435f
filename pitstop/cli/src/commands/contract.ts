import type { PassedThrough } from "../command-line/command.ts";

export const contract: PassedThrough = {
  name: "contract",
  summary: "Show what the API changes for deployed clients",
  script: "packages/api/src/scripts/contract.ts",
  pnpm: "--filter api contract",
  isReading: true,
};
