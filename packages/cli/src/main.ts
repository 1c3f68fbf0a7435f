#!/usr/bin/env node
// `pitstop`: the command line. It works on the workspace that it belongs to, wherever in it the person stands.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

// Half of a short command is reading code: kept compiled, also for the processes that an operation starts.
const { directory } = enableCompileCache(join(root, "node_modules/.cache/pitstop-code"));
if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory;

try {
  const { run } = await import("./command-line/program.ts");
  process.exitCode = await run(process.argv.slice(2), root);
} catch (error) {
  // A merge may have left conflicts in code of this tool or of what it needs.
  const { tellUnloadable } = await import("./output/unloadable.ts");
  process.exitCode = tellUnloadable(root, error, process.argv.includes("--json"));
}
