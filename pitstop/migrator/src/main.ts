#!/usr/bin/env node
import { endProcess, runOnSupportedNode } from "@pitstop/process";

runOnSupportedNode("pitstop-migrator", async () => {
  const { runMigratorProgram } = await import("./commands/program.ts");
  await runMigratorProgram(process.argv.slice(2));
  // A configuration may have opened connections, which would keep the process alive.
  endProcess(process.exitCode ?? 0);
});
