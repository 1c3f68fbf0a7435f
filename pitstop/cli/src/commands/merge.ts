import type { Command } from "../command-line/command.ts";

export const merge: Command = {
  name: "merge",
  summary: "Finish merging two branches: keep what both added, rebuild every generated file",
  examples: ["git merge other-branch; pitstop merge", "pitstop merge --json"],
  worksInConflict: true,
  run: async (context) => (await import("../merge/merge-command.ts")).mergeCommand(context),
};
