import { addClientUse, openDatabase, pendingMigrations } from "@app/db";
import { servedApi } from "@pitstop/trpc/test/application";
import type { Application } from "../src/application.ts";

/** What the servers of tests serve. */
export const application = (): Application => ({
  title: "Pitstop",
  api: servedApi(),
  database: { open: openDatabase, pendingMigrations, addClientUse },
});
