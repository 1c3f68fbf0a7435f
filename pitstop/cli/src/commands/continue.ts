import type { Command } from "../command-line/command.ts";

export const continueKept: Command = {
  name: "continue",
  summary: "Finish a change that --keep left in the files",
  examples: ["pitstop continue", "pitstop continue --json"],
  run: async (context) => (await import("../recovery/continue-kept.ts")).continueKept(context),
};
