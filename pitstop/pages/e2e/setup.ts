import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import type { TestProject } from "vitest/node";
import { findBrowser, launchBrowser } from "./browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the Chromium listens that the tests drive; empty where there is none. */
    browserAddress: string;
    /** The folder of the built client. */
    clientFolder: string;
  }
}

/** What a team owns of its pages. */
export const site = join(import.meta.dirname, "site");

/**
 * vitest's global setup: starts a browser for all files, each of which has profiles of its own, and builds the client
 * once, as production serves it. Each run has a build of its own: to build where another run serves would take the pages
 * from under its tests.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browserPath = findBrowser();
  const browser = browserPath === undefined ? undefined : await launchBrowser(browserPath);
  const clientFolder = join(import.meta.dirname, `../node_modules/.cache/e2e-${process.pid}`);
  const end = async () => {
    await browser?.close();
    rmSync(clientFolder, { recursive: true, force: true });
  };
  project.provide("browserAddress", browser?.wsEndpoint() ?? "");
  project.provide("clientFolder", clientFolder);
  if (!browser) {
    reportMissingBrowser();
    return end;
  }
  await build({
    root: site,
    logLevel: "error",
    build: { outDir: clientFolder, emptyOutDir: true },
  });
  return end;
}

function reportMissingBrowser(): void {
  const message =
    "SKIPPED: the browser tests found no Chromium. Install one (apt-get install chromium, or Google Chrome) or set CHROMIUM_PATH.";
  if (process.env.CI) throw new Error(message);
  console.error(`\n${message}\n`);
}
