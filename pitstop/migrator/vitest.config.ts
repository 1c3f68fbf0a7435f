import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { isLong } from "./test/long-form.ts";

// A hang is what the timeouts are for, and not a slow machine; one hang must not cost the whole run.
const timeout = isLong ? 7_200_000 : 400_000;

// Programs that the tests start load in half the time.
const NODE_COMPILE_CACHE = fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url));

export default defineConfig({
  test: {
    // Most of them wait for other processes half of the time: on two cores, two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    env: {
      // How long a lock is held on a busy machine says nothing about a migration.
      PITSTOP_LOCK_BUDGET: "60000",
      // Shadows go with the folders of the tests, also those of processes that they kill.
      PITSTOP_SHADOW_MEMORY: "1",
      NODE_COMPILE_CACHE,
    },
    testTimeout: timeout,
    hookTimeout: timeout,
    expect: { poll: { timeout } },
    setupFiles: "./test/load-parser.ts",
    globalSetup: "./test/setup.ts",
    // No file leaves anything behind, so that a worker can go on with the next one: reading MikroORM and the parser anew
    // for each of 200 files takes longer than most of their tests.
    isolate: false,
  },
});
