import { database } from "@app/db";
import { runDeployedMigrator } from "@pitstop/database/deployed";

await runDeployedMigrator(database);
