import { jsonReporter } from "./json.ts";
import type { Reporter } from "./reporter.ts";
import { terminalReporter } from "./terminal.ts";

/** For people on stderr, or with PITSTOP_OUTPUT=json for a program on stdout. */
export const defaultReporter = (): Reporter =>
  process.env.PITSTOP_OUTPUT === "json" ? jsonReporter : terminalReporter();
