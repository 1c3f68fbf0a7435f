#!/usr/bin/env node
// `pitstop`: the command line. pnpm runs it from the root of the workspace and says where the person stood.
import { run } from "./commands/program.ts";

process.exitCode = await run(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
