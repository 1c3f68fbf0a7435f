// `pnpm --filter db restore`: replaces the database with a backup.
import { restoreCommand } from "@pitstop/migrator/commands";
import { runMigratorCommand } from "./project.ts";

await runMigratorCommand(restoreCommand);
