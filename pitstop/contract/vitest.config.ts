import { defineConfig } from "vitest/config";

// Pure functions: nothing that one file does is seen by the next, and 60 workers would take longer than the tests.
export default defineConfig({ test: { testTimeout: 240_000, isolate: false } });
