import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";
import { precompress } from "./precompress.ts";

/**
 * Puts the built pages of a folder beside the server's bundle, in the folder `client`, each text compressed besides.
 * Where they are not built, it warns, and the bundle serves the API alone.
 */
export const withPages = (built: string): Plugin => ({
  name: "with-pages",
  writeBundle({ dir = "dist" }) {
    const pages = join(dir, "client");
    if (existsSync(built)) {
      cpSync(built, pages, { recursive: true });
      precompress(pages);
    } else this.warn(`${built} is not there, so this bundle serves the API alone. Build the pages first.`);
  },
});
