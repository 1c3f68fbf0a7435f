import { Option } from "commander";
import type { Command } from "../command-line/command.ts";
import type { NewUserFlags } from "../sign-in/user-commands.ts";

export const userCreate: Command = {
  name: "user:create",
  summary: "Create a user who may sign in, in the database of DATABASE_URL or the development database",
  examples: [
    "pitstop user:create --email ada@example.com --role admin",
    "DATABASE_URL=postgresql://… pitstop user:create --email ada@example.com --role admin --password-stdin < password.txt",
  ],
  options: [
    new Option("--email <address>", "What they sign in with").makeOptionMandatory(),
    new Option("--role <role>", "What they may do").makeOptionMandatory(),
    new Option("--name <name>", "What others see (by default, the email address up to the @)"),
    new Option("--password-stdin", "Read the password from standard input instead of asking for it"),
    new Option("--without-password", "They sign in with the OIDC provider alone").conflicts("passwordStdin"),
  ],
  run: async (context, { flags }) => {
    const { userCreate: create } = await import("../sign-in/user-commands.ts");
    await create(context, flags as unknown as NewUserFlags); // as the options say
  },
};
