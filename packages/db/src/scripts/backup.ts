// `pnpm --filter db backup`: makes a backup, or lists those that there are.
import { backupCommand } from "@pitstop/migrator/commands";
import { runMigratorCommand } from "./project.ts";

await runMigratorCommand(backupCommand);
