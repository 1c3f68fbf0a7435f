import { migrationNames } from "@pitstop/db";
import { defineConfig } from "rolldown";

export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  transform: { define: { PITSTOP_MIGRATIONS: JSON.stringify(migrationNames()) } },
  output: { dir: "dist", entryFileNames: "[name].mjs", sourcemap: true, cleanDir: true },
});
