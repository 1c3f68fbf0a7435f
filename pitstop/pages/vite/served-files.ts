import { join } from "node:path";
import type { FileSystemServeOptions } from "vite";

/**
 * The files that the development server hands out: the pages' own, and Vite's copy of their dependencies. Vite adds
 * each module that one of these imports, and no other file beside it. Everything else of the workspace stays private,
 * above all `.pitstop/` with the database's password and backups.
 */
export const servedFiles = (folder: string): FileSystemServeOptions => ({
  strict: true,
  allow: ["index.html", "src", "public", "node_modules/.vite"].map((path) => join(folder, path)),
  // Holds inside the folders above and for imported modules too. It replaces Vite's own list, so it repeats it.
  deny: [
    ".env",
    ".env.*",
    "*.{crt,pem,key,p12,pfx,cer,der}",
    ".npmrc",
    ".yarnrc.yml",
    "**/.git/**",
    "**/.pitstop/**",
  ],
});
