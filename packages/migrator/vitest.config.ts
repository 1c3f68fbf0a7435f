import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { isLong } from "./src/long-form.ts";

// A hang is what the timeouts are for, and not a slow machine.
const timeout = isLong ? 7_200_000 : 600_000;
const rules = "src/lint/rules/*.test.ts";

// Programs that the tests start load in half the time.
const NODE_COMPILE_CACHE = fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url));

export default defineConfig({
  test: {
    // Most of them wait for other processes half of the time: on two cores, two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // How long a lock is held on a busy machine says nothing about a migration.
    env: { PITSTOP_LOCK_BUDGET: "60000", NODE_COMPILE_CACHE },
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
