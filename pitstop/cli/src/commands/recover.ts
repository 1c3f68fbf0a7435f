import { Option } from "commander";
import type { Command } from "../command-line/command.ts";

export const recover: Command = {
  name: "recover",
  summary: "Show both ways to end an interrupted change, and take one",
  examples: ["pitstop recover", "pitstop recover --back"],
  options: [
    new Option("--forward", "Finish what was interrupted").conflicts("back"),
    new Option("--back", "Put everything back as it was before"),
  ],
  worksInConflict: true,
  run: async (context, { flags }) => {
    const { recoverCommand } = await import("../recovery/recover-command.ts");
    await recoverCommand(context, flags.forward ? "forward" : flags.back ? "back" : undefined);
  },
};
