import type { Command } from "commander";
import { handOver } from "../apply/child.ts";
import { CommandEnd, exitCodes } from "../errors.ts";
import type { Context } from "./context.ts";

/** Commands of the migrator, which stand here as well, so that there is one name to remember. */
const handedThrough = [
  {
    name: "migrate",
    of: "db",
    script: "migration:up",
    summary: "Take pending migrations to the database, safely",
  },
  { name: "backup", of: "db", script: "backup", summary: "Back the database up, or list the backups" },
  { name: "restore", of: "db", script: "restore", summary: "Put a backup back in the place of the database" },
  {
    name: "rehearse",
    of: "db",
    script: "rehearse",
    summary: "Run what is pending on a copy, and say what it does",
  },
  { name: "backfill", of: "db", script: "backfill", summary: "Fill a column in small batches" },
  {
    name: "lint",
    of: "migrator",
    script: "lint",
    summary: "Look for statements that would block or lose data",
  },
] as const;

export function addHandedThrough(program: Command, context: () => Context): void {
  for (const { name, of, script, summary } of handedThrough) {
    program
      .command(name)
      .description(`${summary} (pnpm --filter ${of} ${script})`)
      .allowUnknownOption()
      .helpOption(false)
      .argument("[arguments...]")
      .action(async (args: string[], _options: unknown, command: Command) => {
        const words = command.args.length > args.length ? command.args : args;
        await handThrough(context(), of, script, words);
      });
  }
}

async function handThrough(
  { root, output }: Context,
  of: string,
  script: string,
  words: string[],
): Promise<void> {
  const json = output.isJson ? ["--json"] : [];
  const pnpm = process.env.npm_execpath;
  const [program, first] = pnpm?.endsWith("js") ? [process.execPath, [pnpm]] : [pnpm ?? "pnpm", []];
  const args = [...first, "--silent", "--filter", of, script, ...words, ...json];
  const status = await handOver(root, program, args);
  if (status !== 0) throw new CommandEnd(status === exitCodes.usage ? exitCodes.usage : exitCodes.failed);
}
