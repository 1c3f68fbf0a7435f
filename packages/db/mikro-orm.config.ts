import { databaseConfig } from "./src/config.ts";

export default databaseConfig(process.env.DATABASE_URL ?? "");
