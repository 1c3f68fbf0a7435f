import { spawnSync } from "node:child_process";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";
import { guardOpenInEditor } from "./open-in-editor.ts";
import { refusePrivateFiles } from "./private-files.ts";
import { servedFiles } from "./served-files.ts";

// Whole path segments: a domain with the plural "api-keys" is a page of ours.
const ofTheServer = "^/(trpc|auth|healthz|readyz|api|docs|openapi\\.json|contract)(?=[/?]|$)";

/** What this build is called: the server counts which builds still use what is deprecated. */
function nameOfBuild(): string {
  const git = spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" });
  return git.status === 0 ? `pages@${git.stdout.trim()}` : "pages";
}

/**
 * Vite's settings for the pages of a folder: built in one chunk and named by the revision; in development on
 * `PORT` (3000) of this machine alone, with the server of `API_URL` behind the same address.
 *
 * @example
 * export default defineConfig(pagesConfig(import.meta.dirname));
 */
export function pagesConfig(folder: string): UserConfig {
  process.env.VITE_BUILD ||= nameOfBuild();
  return {
    root: folder,
    cacheDir: join(folder, "node_modules/.vite"),
    plugins: [react(), refusePrivateFiles, guardOpenInEditor],
    // Some 245 kB compressed, most of it the component library, which every page needs: libraries are one file, since what
    // a first visit shares with sign-in and histories would be cut into files that compress less.
    build: {
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        output: {
          codeSplitting: {
            // The styles of every component are asked for by applications with own pages alone.
            groups: [
              { name: "libraries", test: /node_modules\/(?!.*(@pitstop\/pages\/|\/styles\.layer\.css))/ },
            ],
          },
        },
      },
    },
    server: {
      host: "127.0.0.1",
      port: Number(process.env.PORT ?? 3000),
      strictPort: true,
      fs: servedFiles(folder),
      // Pages of other origins, other ports of this machine included, get nothing: neither by fetch nor by an element.
      cors: false,
      headers: { "Cross-Origin-Resource-Policy": "same-origin" },
      // The server is told the address that the browser knows, as behind any proxy.
      proxy: {
        [ofTheServer]: { target: process.env.API_URL ?? "http://127.0.0.1:3001", changeOrigin: false },
      },
    },
  };
}
