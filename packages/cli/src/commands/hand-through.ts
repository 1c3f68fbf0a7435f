import { join } from "node:path";
import type { Command } from "commander";
import { handOver } from "../apply/child.ts";
import { CommandEnd, exitCodes } from "../errors.ts";
import { refuseConflictMarkers } from "../merge/conflict-markers.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import type { Context } from "./context.ts";

/** Commands of the migrator and of the API, which stand here as well, so that there is one name to remember. */
const handedThrough = [
  {
    name: "migrate",
    script: "packages/db/src/scripts/mikro-orm.ts migration:up",
    pnpm: "--filter db migration:up",
    summary: "Take pending migrations to the database, safely",
  },
  {
    name: "backup",
    script: "packages/db/src/scripts/backup.ts",
    pnpm: "--filter db backup",
    summary: "Back the database up, or list the backups",
  },
  {
    name: "restore",
    script: "packages/db/src/scripts/restore.ts",
    pnpm: "--filter db restore",
    summary: "Put a backup back in the place of the database",
  },
  {
    name: "rehearse",
    script: "packages/db/src/scripts/rehearse.ts",
    pnpm: "--filter db rehearse",
    summary: "Run what is pending on a copy, and say what it does",
  },
  {
    name: "backfill",
    script: "packages/db/src/scripts/backfill.ts",
    pnpm: "--filter db backfill",
    summary: "Fill a column in small batches",
  },
  {
    name: "lint",
    script: "packages/migrator/src/lint/cli.ts",
    pnpm: "-C packages/migrator lint",
    summary: "Look for statements that would block or lose data",
  },
  {
    name: "contract",
    script: "packages/api/src/scripts/contract.ts",
    pnpm: "--filter api contract",
    summary: "Say what the API changes for clients that are deployed",
  },
  {
    name: "docs",
    script: "packages/api/src/scripts/openapi.ts",
    pnpm: "--filter api openapi",
    summary: "Write the OpenAPI document of the API",
  },
] as const;

export function addHandedThrough(program: Command, context: () => Context): void {
  for (const { name, script, pnpm, summary } of handedThrough) {
    program
      .command(name)
      .description(`${summary} (pnpm ${pnpm})`)
      .allowUnknownOption()
      .helpOption(false)
      .argument("[arguments...]")
      .action(async (args: string[], _options: unknown, command: Command) => {
        const words = command.args.length > args.length ? command.args : args;
        await handThrough(context(), script, words);
      });
  }
}

async function handThrough({ root, output }: Context, script: string, words: string[]): Promise<void> {
  refuseConflictMarkers(readWorkspace(root));
  const [file = "", ...first] = script.split(" ");
  const json = output.isJson ? ["--json"] : [];
  const packageFolder = join(root, ...file.split("/").slice(0, 2));
  // Paths that people type are relative to the folder that they stand in.
  const environment = { INIT_CWD: process.env.INIT_CWD ?? process.cwd() };
  const args = [join(root, file), ...first, ...words, ...json];
  const status = await handOver(packageFolder, process.execPath, args, environment);
  if (status !== 0) throw new CommandEnd(status === exitCodes.usage ? exitCodes.usage : exitCodes.failed);
}
