import { type Command, InvalidArgumentError } from "commander";
import { operations } from "../operations/index.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import { choicesOf } from "./ask.ts";
import type { Context } from "./context.ts";

const scripts: Record<string, string> = {
  bash: `_pitstop() { COMPREPLY=($(compgen -W "$(pitstop __complete "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}")); }
# A colon is part of a command's name.
COMP_WORDBREAKS=\${COMP_WORDBREAKS//:}
complete -F _pitstop pitstop`,
  zsh: `#compdef pitstop
_pitstop() { compadd -- \${(f)"$(pitstop __complete "\${words[@]:1:$((CURRENT-2))}" 2>/dev/null)"}; }
compdef _pitstop pitstop`,
  fish: `complete -c pitstop -f -a '(pitstop __complete (commandline -opc)[2..-1] 2>/dev/null)'`,
};

/** `pitstop completion bash` prints what a shell has to read; the shell then asks `pitstop __complete`. */
export function addCompletion(program: Command, context: () => Context): void {
  program
    .command("completion")
    .description("Print the completion for a shell: bash, zsh or fish")
    .argument("<shell>", "bash, zsh or fish", knownShell)
    .addHelpText(
      "after",
      '\nExamples:\n  eval "$(pitstop completion bash)"\n  pitstop completion fish | source',
    )
    .action((shell: string) => context().output.answer({ script: scripts[shell] }, scripts[shell] ?? ""));
  program
    .command("__complete", { hidden: true })
    .argument("[words...]")
    .allowUnknownOption()
    .action((words: string[]) => {
      process.stdout.write(`${candidates(program, words, context).join("\n")}\n`);
    });
}

function knownShell(shell: string): string {
  if (Object.hasOwn(scripts, shell)) return shell;
  throw new InvalidArgumentError(`Known are ${Object.keys(scripts).join(", ")}.`);
}

/** What may come after these words: commands first, then the names that the workspace has. */
function candidates(program: Command, words: readonly string[], context: () => Context): readonly string[] {
  const [name, ...given] = words;
  if (name === undefined)
    return program.commands.map((command) => command.name()).filter((word) => !word.startsWith("_"));
  const operation = operations.get(name);
  if (!operation) return [];
  const asked = Object.values(operation.arguments.shape).find(
    (schema) => schema.meta()?.position === given.length,
  );
  const asks = asked?.meta()?.asks;
  if (!asks) return [];
  return choicesOf(asks, given[0] ?? "", readWorkspace(context().root));
}
