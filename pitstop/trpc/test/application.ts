import { entities, seedExamples } from "@app/db";
import { createTestDatabase } from "@app/db/testing";
import { domains } from "@app/types";
import { serveApi } from "../src/served-api.ts";
import { api } from "./api.ts";
import { crudRouter } from "./crud-router.ts";

export { api };
export const { crudService, procedure, router } = api;

const known: Readonly<Record<string, object>> = entities;

/** The router of the application of these tests; made-up domains add themselves to it. */
export const appRouter = router(
  Object.fromEntries(
    Object.entries<object>(domains).flatMap(([name, domain]) =>
      known[name] ? [[name, crudRouter(domain, known[name])] as const] : [],
    ),
  ),
);

/** As `describeDomain` takes it. */
export const application = { api, router: appRouter, createTestDatabase };

/** As a server serves it. */
export const servedApi = () => serveApi(api, appRouter, seedExamples);
