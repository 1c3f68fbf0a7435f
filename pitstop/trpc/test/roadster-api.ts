import type { MikroORM } from "@mikro-orm/postgresql";
import type { TRPCClient } from "@trpc/client";
import { beforeAll } from "vitest";
import { testClient } from "../src/vitest/test-client.ts";
import { admin } from "./access.ts";
import { application, appRouter } from "./application.ts";
import { createRoadsterTables, type RoadsterRouter } from "./roadsters.ts";

/** What a test of the made-up domains works with: a real, migrated, empty database, a caller and a typed client. */
export interface RoadsterApi {
  orm: MikroORM;
  call: ReturnType<RoadsterRouter["createCaller"]>;
  client: TRPCClient<RoadsterRouter>;
}

/** The made-up domains on a database of the calling file; use it inside the tests. */
export function roadsterApi(): RoadsterApi {
  const api = testClient(application) as unknown as RoadsterApi; // the application's types know nothing of what is made up
  beforeAll(async () => {
    await createRoadsterTables(api.orm);
    const caller = appRouter.createCaller({ orm: api.orm, requestId: "test", user: admin });
    api.call = caller as unknown as RoadsterApi["call"]; // as above
  });
  return api;
}
