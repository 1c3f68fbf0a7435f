import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    passWithNoTests: true,
    globalSetup: "@pitstop/db/testing/setup",
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
