import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "./src/test-setup.ts",
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 240_000 } },
  },
});
