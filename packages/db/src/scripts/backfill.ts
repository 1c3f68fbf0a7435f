// `pnpm --filter db backfill`: fills a column in batches, while the database is in use.
import { backfillCommand } from "@pitstop/migrator/commands";
import { runMigratorCommand } from "./project.ts";

await runMigratorCommand(backfillCommand);
