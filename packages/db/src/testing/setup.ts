import { createTemplate, startTestServer } from "@pitstop/postgres";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "../migrating.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The database that `createTestDatabase` clones: migrated and empty. */
    templateUrl: string;
  }
}

/** vitest's global setup: one real PostgreSQL server for the run, with a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const template = await createTemplate(server.url, migrateDatabase);
  project.provide("templateUrl", template.url);
  return async () => {
    await template.drop();
    await server.stop();
  };
}
