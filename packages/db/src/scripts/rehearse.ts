// `pnpm --filter db rehearse`: runs what is pending on a copy of the database, and changes nothing in the database.
import { rehearseCommand } from "@pitstop/migrator/commands";
import { runMigratorCommand } from "./project.ts";

await runMigratorCommand(rehearseCommand);
