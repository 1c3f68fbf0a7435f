#!/usr/bin/env node
import { runOnSupportedNode } from "@pitstop/process";

runOnSupportedNode("pitstop-contract", async () => {
  const { runCommand } = await import("./command/command-line.ts");
  const { exitCode, stdout, stderr } = await runCommand(process.argv.slice(2), process.cwd());
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
});
