import type { TRPCClient } from "@trpc/client";
import { beforeAll } from "vitest";
import { testClient } from "./client.ts";
import type { TestApi } from "./index.ts";
import { createRoadsterTables, type RoadsterRouter } from "./roadsters.ts";

/** What a test of the made-up domains works with: the application's router and typed client, which have them too. */
export interface RoadsterApi extends Omit<TestApi, "call"> {
  call: ReturnType<RoadsterRouter["createCaller"]>;
  client: TRPCClient<RoadsterRouter>;
}

/** The made-up domains on a database of the calling file; use it inside the tests. */
export function roadsterApi(): RoadsterApi {
  const api = testClient();
  beforeAll(() => createRoadsterTables(api.orm));
  return api as unknown as RoadsterApi; // the application's types know nothing of domains that are made up
}
