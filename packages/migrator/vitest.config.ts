import { defineConfig } from "vitest/config";
import { isLong } from "./src/long-form.ts";

// A hang is what the timeouts are for, and not a slow machine.
const timeout = isLong ? 7_200_000 : 600_000;
const rules = "src/lint/rules/*.test.ts";

export default defineConfig({
  test: {
    // How long a lock is held on a busy machine says nothing about a migration.
    env: { PITSTOP_LOCK_BUDGET: "60000" },
    testTimeout: timeout,
    hookTimeout: timeout,
    expect: { poll: { timeout } },
    projects: [
      // Linting keeps no state, so that a worker can test rule after rule: half the time.
      { extends: true, test: { name: "rules", include: [rules], isolate: false } },
      {
        extends: true,
        test: {
          name: "migrator",
          globalSetup: "./src/test-setup.ts",
          exclude: [rules, "**/node_modules/**"],
        },
      },
    ],
  },
});
