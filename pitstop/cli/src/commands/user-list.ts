import type { Command } from "../command-line/command.ts";

export const userList: Command = {
  name: "user:list",
  summary: "List the users: role, how they sign in, whether they are signed in",
  examples: ["pitstop user:list", "DATABASE_URL=postgresql://… pitstop user:list --json"],
  run: async (context) => (await import("../sign-in/user-commands.ts")).userList(context),
};
