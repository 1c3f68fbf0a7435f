#!/usr/bin/env node
import module from "node:module";
import { runOnSupportedNode } from "@pitstop/process";

runOnSupportedNode("pitstop-lint", async () => {
  // The rules are many files, and to compile them takes half of the time.
  module.enableCompileCache();
  const { runHere } = await import("./command/run-here.ts");
  await runHere(process.argv.slice(2), process.cwd());
});
