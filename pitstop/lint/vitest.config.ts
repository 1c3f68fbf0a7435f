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
    maxWorkers: Math.max(2, availableParallelism() - 1),
    env: { NODE_COMPILE_CACHE },
    testTimeout: timeout,
    hookTimeout: timeout,
    setupFiles: "./test/load-parser.ts",
    // No file leaves anything behind, so that a worker goes on with the next one and reads the rules and the parser once.
    isolate: false,
  },
});
