import type { PassedThrough } from "../command-line/command.ts";

export const lint: PassedThrough = {
  name: "lint",
  summary: "Find statements that would block or lose data",
  script: "packages/migrator/src/lint/cli.ts",
  pnpm: "-C packages/migrator lint",
  isReading: true,
};
