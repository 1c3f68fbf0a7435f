import { defineConfig } from "vitest/config";
import { isLong } from "./src/long-form.ts";

// A hang is what the timeouts are for, and not a slow machine.
const timeout = isLong ? 7_200_000 : 600_000;

export default defineConfig({ test: { testTimeout: timeout, hookTimeout: timeout } });
