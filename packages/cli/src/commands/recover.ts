import { Option } from "commander";
import type { Command } from "../command-line/command.ts";

export const recover: Command = {
  name: "recover",
  summary: "Show how to end an interrupted change, and do it",
  examples: ["pitstop recover", "pitstop recover --back"],
  options: [
    new Option("--forward", "finish what was interrupted").conflicts("back"),
    new Option("--back", "return to what was there before it"),
  ],
  worksInConflict: true,
  run: async (context, { flags }) => {
    const { recoverCommand } = await import("../recovery/recover-command.ts");
    await recoverCommand(context, flags.forward ? "forward" : flags.back ? "back" : undefined);
  },
};
