import { type ProvideTemplate, provideTemplate } from "@pitstop/database/vitest/setup";
import { migrateDatabase } from "../src/migrating.ts";

/** vitest's global setup: one real PostgreSQL server for the run, with a migrated template database. */
export default (project: ProvideTemplate): Promise<() => Promise<void>> =>
  provideTemplate(project, migrateDatabase);
