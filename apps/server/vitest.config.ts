import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    passWithNoTests: true,
    globalSetup: "@pitstop/db/testing/setup",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
