import { Argument, Option } from "commander";
import type { Command } from "../command-line/command.ts";

export const history: Command = {
  name: "history",
  summary: "Show who changed a record, when, and what; or a domain's latest changes",
  examples: [
    "pitstop history car 17",
    "DATABASE_URL=postgresql://… pitstop history car --limit all --json > cars.json",
  ],
  argument: new Argument("<domain-and-id...>", "the domain, and the id of a record if it is about one"),
  options: [new Option("--limit <count>", "How many changes, the latest ones first, or all").default("100")],
  run: async (context, { words, flags }) => {
    const { historyCommand } = await import("../history/history-command.ts");
    await historyCommand(context, words, flags.limit as string); // as the option says
  },
};
