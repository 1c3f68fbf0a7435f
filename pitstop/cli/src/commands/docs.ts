import type { PassedThrough } from "../command-line/command.ts";

export const docs: PassedThrough = {
  name: "docs",
  summary: "Write the OpenAPI document of the API",
  script: "packages/api/src/scripts/openapi.ts",
  pnpm: "--filter api openapi",
  isReading: true,
};
