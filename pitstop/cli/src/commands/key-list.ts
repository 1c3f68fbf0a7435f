import type { Command } from "../command-line/command.ts";

export const keyList: Command = {
  name: "key:list",
  summary: "List the API keys: role, expiry, last use",
  examples: ["pitstop key:list", "DATABASE_URL=postgresql://… pitstop key:list --json"],
  run: async (context) => (await import("../sign-in/key-commands.ts")).keyList(context),
};
