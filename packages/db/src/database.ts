import { join } from "node:path";
import { domains } from "@app/types";
import { defineDatabase } from "@pitstop/database";
import { entities } from "./entities/index.ts";
import retired from "./retired.json" with { type: "json" };
import { records } from "./seeds/records/index.ts";

/** The application's database: what it holds, where its migrations are, and the records that it begins with. */
export const database = defineDatabase({
  domains,
  entities,
  records,
  retired,
  migrations: join(import.meta.dirname, "migrations"),
  root: join(import.meta.dirname, "../../.."),
  restoreCommand: "pnpm --filter db restore",
});
