import { Argument } from "commander";
import type { Command } from "../command-line/command.ts";
import { completionScripts } from "../completion/scripts.ts";

export const completion: Command = {
  name: "completion",
  summary: "Print the completion script for a shell",
  examples: [
    'eval "$(pnpm --silent pitstop completion bash)"',
    "pnpm --silent pitstop completion fish | source",
  ],
  argument: new Argument("<shell>", "bash, zsh or fish").choices(Object.keys(completionScripts)),
  worksInConflict: true,
  run: async ({ output }, { words: [shell = ""] }) => {
    const script = completionScripts[shell] ?? "";
    output.answer({ script }, script);
  },
};
