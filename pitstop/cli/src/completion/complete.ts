import { Argument } from "commander";
import type { Command } from "../command-line/command.ts";
import { operations } from "../operations/index.ts";

/** What a shell's completion script asks; `names` are the commands beside the operations. */
export const completing = (names: readonly string[]): Command => ({
  name: "__complete",
  summary: "List the completions of these words",
  examples: ["pitstop __complete", "pitstop __complete attribute:rename car"],
  argument: new Argument("[words...]"),
  isHidden: true,
  worksInConflict: true,
  run: async ({ root }, { words: [name, ...given] }) => {
    const { namesAfter } = await import("./names-after.ts");
    const found = name === undefined ? [...operations.keys(), ...names] : namesAfter(root, name, given);
    process.stdout.write(`${found.join("\n")}\n`);
  },
});
