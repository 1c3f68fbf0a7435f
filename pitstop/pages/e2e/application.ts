import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createTestDatabase } from "@app/db/testing";
import type { MikroORM } from "@mikro-orm/postgresql";
import { freePort } from "@pitstop/postgres";
import { createMachineTables, machinesModule } from "@pitstop/trpc/test/machines";
import { createRoadsterTables, roadstersModule } from "@pitstop/trpc/test/roadsters";
import type { BrowserContextOptions, Page } from "playwright-core";
import { preview } from "vite";
import { inject } from "vitest";
import { connectBrowser } from "./browser.ts";
import { fillMachines } from "./machines.ts";
import { Pages } from "./pages.ts";
import { fillRoadsters } from "./roadsters.ts";
import { site } from "./setup.ts";

/**
 * The whole application for one test file: database, server, built client, browser. In front of its own domains stand
 * two that are made up, with 406 real models in 3 homelands, and behind them wide ones: 60 machines in 3 workshops.
 */
export interface Application {
  /** A page as a new visitor has it: nothing is stored in the browser. */
  open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Another tab beside a page, in the same profile. */
  openBeside: (page: Page, path: string) => Promise<Page>;
  /** Ends the server, as an outage would. */
  stopServer: () => Promise<void>;
  /** Leaves nothing of a test's pages to the next one. */
  leavePages: () => Promise<void>;
  close: () => Promise<void>;
}

export interface ApplicationOptions {
  /** The script that serves the application; by default, one without sign-in. */
  script?: string;
  /** What the script is told beside the usual, for pages at this address. */
  environment?: (pages: string) => Record<string, string>;
  /** Adds to the database before the server opens it. */
  prepare?: (orm: MikroORM) => Promise<unknown>;
}

export async function startApplication({
  script,
  environment,
  prepare,
}: ApplicationOptions = {}): Promise<Application> {
  const database = await createTestDatabase();
  await createRoadsterTables(database.orm);
  await fillRoadsters(database.orm);
  await createMachineTables(database.orm);
  await fillMachines(database.orm);
  await prepare?.(database.orm);
  const apiPort = await freePort();
  const served = await servePages(`http://127.0.0.1:${apiPort}`);
  const server = await startServer(apiPort, database.url, script, environment?.(served.url));
  const browser = await connectBrowser(inject("browserAddress"));
  const pages = new Pages(browser, served.url);

  const stopServer = () => stop(server);
  return {
    open: (path, options) => pages.open(path, options),
    openBeside: (page, path) => pages.openBeside(page, path),
    stopServer,
    leavePages: () => pages.leave(),
    close: async () => {
      await browser.close();
      await served.close();
      await stopServer();
      await database.close();
    },
  };
}

/** Waits for the server's own word that it listens: on its port somebody else might answer. */
async function startServer(
  port: number,
  url: string,
  script = fileURLToPath(import.meta.resolve("@pitstop/http/testing/main")),
  environment: Record<string, string> = {},
): Promise<ChildProcess> {
  const server = spawn(process.execPath, [script], {
    env: {
      ...process.env,
      NODE_ENV: "production", // vitest's own value means something else to the server
      PORT: String(port),
      DATABASE_URL: url,
      LOG_LEVEL: "info",
      DRAIN_TIME: "0",
      NODE_OPTIONS: `--import=${roadstersModule} --import=${machinesModule}`,
      NODE_NO_WARNINGS: "1",
      ...environment,
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
    root: site,
    logLevel: "silent",
    build: { outDir: inject("clientFolder") },
    preview: {
      host: "127.0.0.1",
      port,
      strictPort: true,
      proxy: { "^/(trpc|auth|api|docs|openapi\\.json)(?=[/?]|$)": { target: apiUrl, changeOrigin: false } },
    },
  });
  return { url: `http://127.0.0.1:${port}`, close: () => pages.close() };
}
