// `pitstop contract`, `pnpm --filter api contract`: what the working tree's API changes for clients that are deployed.
import { join } from "node:path";
import { compareContract } from "@pitstop/trpc/commands";
import { appRouter } from "../root.ts";
import { api } from "../trpc.ts";

await compareContract(process.argv.slice(2), {
  api,
  router: appRouter,
  root: join(import.meta.dirname, "../../../.."),
  path: "packages/api/contract.json",
  versionPath: "packages/api/src/contract/version.json",
  historyPath: "packages/api/src/contract/versions.json",
  migrations: "packages/db/src/migrations",
});
