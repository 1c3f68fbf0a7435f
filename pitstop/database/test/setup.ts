import { type ProvideTemplate, provideTemplate } from "../src/vitest/setup.ts";

/** One real PostgreSQL server for the run, with an empty template database. */
export default (project: ProvideTemplate): Promise<() => Promise<void>> =>
  provideTemplate(project, async () => undefined);
