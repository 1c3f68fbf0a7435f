import { Argument, Option } from "commander";
import type { Command } from "../command-line/command.ts";

export const keyCreate: Command = {
  name: "key:create",
  summary: "Create an API key, in the database of DATABASE_URL or the development database",
  examples: [
    'pitstop key:create "nightly import" --role editor',
    "DATABASE_URL=postgresql://… pitstop key:create reports --role reader --days 30 --json",
  ],
  argument: new Argument("<name>", "what uses it"),
  options: [
    new Option("--role <role>", "What it may do").makeOptionMandatory(),
    new Option(
      "--days <days>",
      "For how long it works, in days, or never to let it work until it is revoked",
    ).default("365"),
  ],
  run: async (context, { words: [name = ""], flags }) => {
    const { keyCreate: create } = await import("../sign-in/key-commands.ts");
    await create(context, { name, role: flags.role as string, days: flags.days as string }); // as the options say
  },
};
