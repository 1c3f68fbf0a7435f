import { join } from "node:path";
import { database } from "@app/db";
import { artifact } from "@pitstop/http/build";

export default artifact({
  programs: { main: "src/main.ts", migrate: "src/migrate.ts" },
  database,
  pages: join(import.meta.dirname, "../client/dist"),
});
