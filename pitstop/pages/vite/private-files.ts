import { posix } from "node:path";
import { isFileLoadingAllowed, type Plugin, type ResolvedConfig } from "vite";

/** Vite's prefixes for a file by its path in the file system, or for a module by its id. */
const BY_FILE_PATH = /^(\/+@id)?\/+@fs\//;
/** A step up, or a hidden file or folder other than Vite's copy of the dependencies. */
const UP_OR_HIDDEN = /(^|[/\\])\.(?!vite([/\\]|$))/;

/**
 * Refuses every file that is not served (`servedFiles`) before Vite reads the address: whatever the query asks to make
 * of the file, and in the same words whether it exists or not.
 */
export const refusePrivateFiles: Plugin = {
  name: "refuse-private-files",
  apply: "serve",
  configureServer({ middlewares, config }) {
    middlewares.use(({ url = "" }, response, next) => {
      if (!isPrivate(url, config)) return next();
      response.writeHead(403, { "Content-Type": "text/plain" });
      response.end("This file is none of the page's sources.");
    });
  },
};

function isPrivate(url: string, config: ResolvedConfig): boolean {
  const path = decoded(url.split("?")[0] ?? "");
  if (path === undefined) return true;
  if (!BY_FILE_PATH.test(path)) return UP_OR_HIDDEN.test(path);
  return !isFileLoadingAllowed(config, posix.normalize(path.replace(BY_FILE_PATH, "/")));
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
