import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { migrationNames, seedExamples } from "@pitstop/db";
import { defineConfig, type Plugin } from "rolldown";
import { precompress } from "./src/build/precompress.ts";

const builtClient = join(import.meta.dirname, "../client/dist");

/** Puts the built pages beside the bundle, where main.ts looks for them. */
const withClient: Plugin = {
  name: "with-client",
  writeBundle({ dir = "dist" }) {
    const pages = join(dir, "client");
    if (existsSync(builtClient)) {
      cpSync(builtClient, pages, { recursive: true });
      precompress(pages);
    } else
      this.warn("apps/client is not built, so this bundle serves the API alone. `pnpm build` builds both.");
  },
};

export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  transform: {
    define: {
      PITSTOP_MIGRATIONS: JSON.stringify(migrationNames()),
      PITSTOP_SEED_EXAMPLES: JSON.stringify(await seedExamples()),
    },
  },
  output: { dir: "dist", entryFileNames: "[name].mjs", sourcemap: true, cleanDir: true },
  plugins: [withClient],
});
