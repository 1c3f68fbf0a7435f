import { jsonReporter, terminalReporter } from "@pitstop/migrator";
import { migratingConfig } from "./src/migrating.ts";

export default migratingConfig(process.env.DATABASE_URL ?? "", {
  reporter: process.env.PITSTOP_OUTPUT === "json" ? jsonReporter : terminalReporter(),
});
