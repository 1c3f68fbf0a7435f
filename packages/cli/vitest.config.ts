import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // How long a lock is held on a busy machine says nothing about a migration.
    env: { PITSTOP_LOCK_BUDGET: "60000" },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 600_000 } },
    globalSetup: "src/testing/setup.ts",
  },
});
