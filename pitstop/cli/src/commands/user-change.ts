import { Argument, Option } from "commander";
import type { Command } from "../command-line/command.ts";
import type { UserChangeFlags } from "../sign-in/user-commands.ts";

export const userChange: Command = {
  name: "user:change",
  summary: "Change a user's role, name or password",
  examples: [
    "pitstop user:change ada@example.com --role editor",
    "DATABASE_URL=postgresql://… pitstop user:change ada@example.com --password-stdin < password.txt",
  ],
  argument: new Argument("<email>", "what they sign in with"),
  options: [
    new Option("--role <role>", "What they may do, from their next request on"),
    new Option("--name <name>", "What others see"),
    new Option("--password", "Ask for a new password; it ends their sessions"),
    new Option("--password-stdin", "Read the new password from standard input").conflicts("password"),
  ],
  run: async (context, { words: [email = ""], flags }) => {
    const { userChange: change } = await import("../sign-in/user-commands.ts");
    await change(context, email, flags as UserChangeFlags); // as the options say
  },
};
