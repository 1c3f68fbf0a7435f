import { Argument } from "commander";
import type { Command } from "../command-line/command.ts";

export const userRemove: Command = {
  name: "user:remove",
  summary: "Remove a user, and end their sessions at once",
  examples: [
    "pitstop user:remove ada@example.com",
    "DATABASE_URL=postgresql://… pitstop user:remove ada@example.com --yes",
  ],
  argument: new Argument("<email>", "what they sign in with"),
  run: async (context, { words: [email = ""] }) => {
    const { userRemove: remove } = await import("../sign-in/user-commands.ts");
    await remove(context, email);
  },
};
