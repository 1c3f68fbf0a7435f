#!/usr/bin/env node
// `pitstop`: the command line. It works on the workspace that it belongs to, wherever in it the person stands.
import { join } from "node:path";
import { run } from "./commands/program.ts";

process.exitCode = await run(process.argv.slice(2), join(import.meta.dirname, "../../.."));
