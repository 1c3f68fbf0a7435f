// `pitstop docs`, `pnpm --filter api openapi`: the OpenAPI document, without a server that has to run.
import { seedExamples } from "@app/db";
import { writeOpenApi } from "@pitstop/trpc/commands";
import { appRouter } from "../root.ts";
import { api } from "../trpc.ts";

await writeOpenApi(process.argv.slice(2), { api, router: appRouter, examples: seedExamples });
