import { join } from "node:path";
import { about, servedApi } from "@app/api";
import { addClientUse, openDatabase, pendingMigrations } from "@app/db";
import { start } from "@pitstop/http";
import { signIn } from "@pitstop/sign-in";

await start({
  title: about.title,
  api: servedApi(),
  database: { open: openDatabase, pendingMigrations, addClientUse },
  ...signIn(),
  // They lie beside the bundle; in development, the client's own server serves them.
  pages: join(import.meta.dirname, "client"),
});
