#!/usr/bin/env node
// `pitstop`: the command line. It works on the application that the person stands in.
import module from "node:module";
import { join } from "node:path";
import { workspaceRoot } from "./workspace/workspace-root.ts";

interface Manifest {
  readonly engines: { readonly node: string };
}

const root = workspaceRoot(process.cwd());
// The same place below `src` and `dist`.
const { engines } = module.createRequire(import.meta.url)("../package.json") as Manifest; // our own

try {
  const { runOnSupportedNode } = await import("@pitstop/process");
  runOnSupportedNode("pitstop", runProgram, engines.node.replace(">=", ""));
} catch (error) {
  await explain(error);
}

async function runProgram(): Promise<void> {
  keepCompiled();
  try {
    const { run } = await import("./command-line/program.ts");
    process.exitCode = await run(process.argv.slice(2), root);
  } catch (error) {
    await explain(error);
  }
}

/** Half of a short command is reading code: kept compiled, also for the processes that an operation starts. */
function keepCompiled(): void {
  const { directory } = module.enableCompileCache(root && join(root, "node_modules/.cache/pitstop-code"));
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory;
}

/** A merge may have left conflicts in code of this tool or of what it needs. */
async function explain(error: unknown): Promise<void> {
  const { tellUnloadable } = await import("./output/unloadable.ts");
  process.exitCode = tellUnloadable(root ?? process.cwd(), error, process.argv.includes("--json"));
}
