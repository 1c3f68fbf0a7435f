import type { Command } from "../command-line/command.ts";

export const status: Command = {
  name: "status",
  summary: "Show what is pending, what is retired, and the last operation",
  examples: ["pitstop status", "pitstop status --json"],
  worksInConflict: true,
  run: async (context) => (await import("../status/status-command.ts")).statusCommand(context),
};
