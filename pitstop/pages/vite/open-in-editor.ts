import type { IncomingMessage, ServerResponse } from "node:http";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isFileLoadingAllowed, normalizePath, type Plugin, type ResolvedConfig } from "vite";

/**
 * Guards the address by which Vite's error overlay opens a file in the editor. Vite opens any file for any GET request;
 * with this plugin the request must come from the page itself, and the file must be one that the server hands out.
 */
export const guardOpenInEditor: Plugin = {
  name: "guard-open-in-editor",
  apply: "serve",
  configureServer({ middlewares, config }) {
    middlewares.use("/__open-in-editor", (request, response, next) => {
      if (!isSentByPage(request)) refuse(response, "Only the page's own error overlay may open a file.");
      else if (!isServed(request, config)) refuse(response, "This file is none of the page's sources.");
      else next();
    });
  },
};

/** Browsers send this header themselves: a page of another site can neither set nor omit it. */
const isSentByPage = ({ headers }: IncomingMessage): boolean => headers["sec-fetch-site"] === "same-origin";

function isServed({ url = "" }: IncomingMessage, config: ResolvedConfig): boolean {
  const file = new URL(url, "http://localhost").searchParams.get("file") ?? "";
  const path = file.replace(/(:\d+){1,2}$/, ""); // the overlay appends line and column
  return isFileLoadingAllowed(
    config,
    normalizePath(path.startsWith("file://") ? fileURLToPath(path) : resolve(path)),
  );
}

function refuse(response: ServerResponse, message: string): void {
  response.writeHead(403, { "Content-Type": "text/plain" });
  response.end(message);
}
