import type { PassedThrough } from "../command-line/command.ts";

export const migrate: PassedThrough = {
  name: "migrate",
  summary: "Apply pending migrations, safely",
  script: "packages/db/src/scripts/mikro-orm.ts",
  first: ["migration:up"],
  pnpm: "--filter db migration:up",
  isReading: false,
};
