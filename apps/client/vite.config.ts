import { spawnSync } from "node:child_process";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { guardOpenInEditor } from "./dev-server/open-in-editor.ts";
import { refusePrivateFiles } from "./dev-server/private-files.ts";
import { servedFiles } from "./dev-server/served-files.ts";

const apiUrl = process.env.API_URL ?? "http://127.0.0.1:3001";
// Whole path segments: a domain with the plural "api-keys" is a page of ours.
const ofTheServer = "^/(trpc|healthz|readyz|api|docs|openapi\\.json|contract)(?=[/?]|$)";

/** What this build is called: the server counts which builds still use what is deprecated. */
function nameOfBuild(): string {
  const git = spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" });
  return git.status === 0 ? `pages@${git.stdout.trim()}` : "pages";
}

process.env.VITE_BUILD ||= nameOfBuild();

export default defineConfig({
  plugins: [react(), refusePrivateFiles, guardOpenInEditor],
  // One chunk of some 250 kB compressed, most of it the component library, which every page needs.
  build: { chunkSizeWarningLimit: 1000 },
  server: {
    host: "127.0.0.1",
    port: Number(process.env.PORT ?? 3000),
    strictPort: true,
    fs: servedFiles,
    // Pages of other origins, other ports of this machine included, get nothing: neither by fetch nor by an element.
    cors: false,
    headers: { "Cross-Origin-Resource-Policy": "same-origin" },
    // The server is told the address that the browser knows, as behind any proxy.
    proxy: { [ofTheServer]: { target: apiUrl, changeOrigin: false } },
  },
});
