import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Programs that the tests start load in half the time.
const NODE_COMPILE_CACHE = fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url));

export default defineConfig({
  test: {
    passWithNoTests: true,
    globalSetup: "@app/db/testing/setup",
    // How long a lock is held on a busy machine says nothing about a migration.
    env: { PITSTOP_LOCK_BUDGET: "60000", NODE_COMPILE_CACHE },
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
