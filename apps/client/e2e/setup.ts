import { join } from "node:path";
import { build, type Plugin } from "vite";
import type { TestProject } from "vitest/node";
import { findBrowser } from "./browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The Chromium that the tests drive; empty where there is none. */
    browserPath: string;
    /** The folder of the built client. */
    clientFolder: string;
  }
}

const root = join(import.meta.dirname, "..");

/** vitest's global setup: looks for a browser and builds the client once, as production serves it. */
export default async function setup(project: TestProject): Promise<void> {
  const browserPath = findBrowser() ?? "";
  const clientFolder = join(root, "node_modules/.cache/e2e");
  project.provide("browserPath", browserPath);
  project.provide("clientFolder", clientFolder);
  if (!browserPath) return reportMissingBrowser();
  await build({
    root,
    logLevel: "error",
    plugins: [withMadeUpDomains],
    build: { outDir: clientFolder, emptyOutDir: true },
  });
}

/** The made-up domains stand among the pages too: they are loaded before anything reads the list of domains. */
const withMadeUpDomains: Plugin = {
  name: "made-up-domains",
  transform: (code, id) =>
    id.endsWith("/src/main.tsx")
      ? `import "@pitstop/types/testing/roadsters";\nimport "@pitstop/types/testing/machines";\n${code}`
      : undefined,
};

function reportMissingBrowser(): void {
  const message =
    "SKIPPED: the browser tests found no Chromium. Install one (apt-get install chromium, or Google Chrome) or set CHROMIUM_PATH.";
  if (process.env.CI) throw new Error(message);
  console.error(`\n${message}\n`);
}
