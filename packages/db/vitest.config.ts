import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "./src/testing/setup.ts",
    // How long a lock is held on a busy machine says nothing about a migration.
    env: { PITSTOP_LOCK_BUDGET: "60000" },
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 240_000 } },
  },
});
