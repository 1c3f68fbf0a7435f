import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createMachineTables, machinesModule } from "@pitstop/api/testing/machines";
import { createRoadsterTables, roadstersModule } from "@pitstop/api/testing/roadsters";
import { createTestDatabase } from "@pitstop/db/testing";
import { freePort } from "@pitstop/postgres";
import type { BrowserContextOptions, Page } from "playwright-core";
import { preview } from "vite";
import { inject } from "vitest";
import { launchBrowser } from "./browser.ts";
import { fillMachines } from "./machines.ts";
import { fillRoadsters } from "./roadsters.ts";

const require = createRequire(import.meta.url);

/**
 * The whole application for one test file: database, server, built client, browser. In front of its own domains stand
 * two that are made up, with 406 real models in 3 homelands, and behind them wide ones: 60 machines in 3 workshops.
 */
export interface Application {
  /** A page in a browser profile of its own. */
  open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Another tab beside a page, in the same profile. */
  openBeside: (page: Page, path: string) => Promise<Page>;
  /** Ends the server, as an outage would. */
  stopServer: () => Promise<void>;
  closePages: () => Promise<void>;
  close: () => Promise<void>;
}

export async function startApplication(): Promise<Application> {
  const database = await createTestDatabase();
  await createRoadsterTables(database.orm);
  await fillRoadsters(database.orm);
  await createMachineTables(database.orm);
  await fillMachines(database.orm);
  const apiPort = await freePort();
  const server = await startServer(apiPort, database.url);
  const pages = await servePages(`http://127.0.0.1:${apiPort}`);
  const browser = await launchBrowser(inject("browserPath"));

  const stopServer = () => stop(server);
  return {
    open: async (path, options) => {
      const context = await browser.newContext({ locale: "en-US", ...options });
      context.setDefaultTimeout(120_000);
      const page = await context.newPage();
      await page.goto(pages.url + path);
      return page;
    },
    openBeside: async (page, path) => {
      const tab = await page.context().newPage();
      await tab.goto(pages.url + path);
      return tab;
    },
    stopServer,
    closePages: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await pages.close();
      await stopServer();
      await database.close();
    },
  };
}

/** Waits for the server's own word that it listens: on its port somebody else might answer. */
async function startServer(port: number, url: string): Promise<ChildProcess> {
  const folder = dirname(require.resolve("@pitstop/server/package.json"));
  const server = spawn(process.execPath, [join(folder, "src/main.ts")], {
    env: {
      ...process.env,
      NODE_ENV: "production", // vitest's own value means something else to the server
      PORT: String(port),
      DATABASE_URL: url,
      LOG_LEVEL: "info",
      DRAIN_TIME: "0",
      NODE_OPTIONS: `--import=${roadstersModule} --import=${machinesModule}`,
      NODE_NO_WARNINGS: "1",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`The server ended with code ${code}:\n${log}`)));
    server.stdout.on("data", (chunk) => {
      log += String(chunk);
      if (log.includes("Server listening")) resolve();
    });
  });
  return server;
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill();
  await ended;
}

async function servePages(apiUrl: string): Promise<{ url: string; close: () => Promise<void> }> {
  const port = await freePort();
  const pages = await preview({
    configFile: false,
    root: join(import.meta.dirname, ".."),
    logLevel: "silent",
    build: { outDir: inject("clientFolder") },
    preview: {
      host: "127.0.0.1",
      port,
      strictPort: true,
      proxy: { "^/(trpc|api|docs|openapi\\.json)(?=[/?]|$)": { target: apiUrl, changeOrigin: false } },
    },
  });
  return { url: `http://127.0.0.1:${port}`, close: () => pages.close() };
}
