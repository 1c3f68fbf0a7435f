import { createTemplate, startTestServer } from "@pitstop/postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The database that `createTestDatabase` clones: migrated and empty. */
    templateUrl: string;
  }
}

export type ProvideTemplate = Pick<TestProject, "provide">;

/**
 * For vitest's global setup: one real PostgreSQL server for the run, with a migrated template database. Gives what
 * ends it.
 *
 * @example
 * export default (project: TestProject) => provideTemplate(project, migrateDatabase);
 */
export async function provideTemplate(
  project: ProvideTemplate,
  migrate: (url: string) => Promise<void>,
): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const template = await createTemplate(server.url, migrate);
  project.provide("templateUrl", template.url);
  return async () => {
    await template.drop();
    await server.stop();
  };
}
