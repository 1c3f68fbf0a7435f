import { Option } from "commander";
import type { Command } from "../command-line/command.ts";

export const undo: Command = {
  name: "undo",
  summary: "Undo the last operation, in the files and the development database",
  examples: ["pitstop undo", `pitstop undo --fill "color='none'"`],
  options: [
    new Option(
      "--fill <column=expression...>",
      "SQL value for rows that lack a value that is required again",
    ),
  ],
  run: async (context, { flags }) => {
    const { undoCommand } = await import("../undo/undo-command.ts");
    await undoCommand(context, (flags.fill ?? []) as string[]); // as the option says
  },
};
