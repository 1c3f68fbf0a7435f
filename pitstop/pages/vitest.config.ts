import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Programs that the tests start load in half the time.
const NODE_COMPILE_CACHE = fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url));

export default defineConfig({
  test: {
    // An application without domains has none of its own yet.
    passWithNoTests: true,
    include: ["src/**/*.test.ts", "e2e/**/*.test.ts"],
    globalSetup: ["@app/db/testing/setup", "./e2e/setup.ts"],
    // Each file runs a server and a browser of its own; several at once only wait for each other.
    fileParallelism: false,
    // A hang is what the timeouts are for, and not a slow machine.
    expect: { poll: { timeout: 120_000 } },
    // How long a lock is held on a busy machine says nothing about a migration.
    env: { PITSTOP_LOCK_BUDGET: "60000", NODE_COMPILE_CACHE },
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
