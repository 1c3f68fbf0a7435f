import { Option } from "commander";
import type { Command } from "../command-line/command.ts";

export const check: Command = {
  name: "check",
  summary: "Report where layers, contract, migrations and database disagree",
  examples: ["pitstop check", "pitstop check --against origin/main --json"],
  options: [new Option("--against <revision>", "Also report what breaks clients of this git revision")],
  worksInConflict: true,
  run: async (context, { flags }) => {
    const { checkCommand } = await import("../check/check-command.ts");
    await checkCommand(context, { against: flags.against as string | undefined }); // as the option says
  },
};
