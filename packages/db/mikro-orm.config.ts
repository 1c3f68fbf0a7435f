import { defaultReporter } from "@pitstop/migrator";
import { migratingConfig } from "./src/migrating.ts";

export default migratingConfig(process.env.DATABASE_URL ?? "", {
  reporter: defaultReporter(),
});
