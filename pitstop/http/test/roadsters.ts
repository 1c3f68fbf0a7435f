// The server with the made-up domains beside the application's own: what it does for every domain is tried on these.
import { createRoadsterTables, roadstersModule } from "@pitstop/trpc/test/roadsters";
import {
  type ServerProcess,
  spawnRunningServer,
  startServer,
  type TestServer,
  type TestServerOptions,
  testServer,
} from "./index.ts";

/** `startServer`, with roadsters and homelands. */
export const startRoadsterServer = (options: TestServerOptions = {}): Promise<TestServer> =>
  startServer({ ...options, prepare: createRoadsterTables });

/** `testServer`, with roadsters and homelands. */
export const roadsterServer = (options: () => TestServerOptions = () => ({})): TestServer =>
  testServer(() => ({ ...options(), prepare: createRoadsterTables }));

/** `spawnRunningServer`, with roadsters and homelands; their tables are there already. */
export const spawnRoadsterServer = (environment: Record<string, string>): Promise<ServerProcess> =>
  spawnRunningServer({ ...environment, NODE_OPTIONS: `--import=${roadstersModule}` });
