import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Programs that the tests start load in half the time.
const NODE_COMPILE_CACHE = fileURLToPath(new URL("../node_modules/.cache/node", import.meta.url));

export default defineConfig({
  test: {
    env: { NODE_COMPILE_CACHE },
    testTimeout: 240_000,
    hookTimeout: 240_000,
    globalSetup: "packages/run-folder.ts",
  },
});
