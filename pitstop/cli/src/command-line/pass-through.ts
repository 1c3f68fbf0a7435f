import { isAbsolute, resolve } from "node:path";
import { handOver, packageFolder } from "../apply/child.ts";
import { commands } from "../commands/index.ts";
import { CommandEnd, exitCodes } from "../errors.ts";
import { refuseConflictMarkers } from "../merge/conflict-markers.ts";
import { endInterrupted, lookFirst } from "../recovery/interrupted.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import { isPassedThrough, type PassedThrough } from "./command.ts";
import type { Context } from "./context.ts";

export interface Passed {
  readonly command: PassedThrough;
  /** Every other word, flags before the command's name included. */
  readonly words: readonly string[];
}

/** What a command line passes through; undefined where its command is one of this tool. */
export function passedThrough(words: readonly string[]): Passed | undefined {
  const place = words.findIndex((word) => !word.startsWith("-"));
  const command = commands.filter(isPassedThrough).find(({ name }) => name === words[place]);
  return command && { command, words: words.toSpliced(place, 1) };
}

/** Runs it at this terminal, with every word as it was typed. */
export async function passThrough({ command, words }: Passed, context: Context): Promise<void> {
  const { root } = context;
  if (!words.some((word) => word === "--help" || word === "-h")) await prepare(command, context);
  const { script, first = [] } = command;
  const folder = isAbsolute(script) ? root : packageFolder(root, script);
  // Paths that people type are relative to the folder that they stand in.
  const environment = { INIT_CWD: process.env.INIT_CWD ?? process.cwd() };
  const status = await handOver(
    folder,
    process.execPath,
    [resolve(root, script), ...first, ...words],
    environment,
  );
  if (status !== 0) throw new CommandEnd(status === exitCodes.usage ? exitCodes.usage : exitCodes.failed);
}

async function prepare({ isReading }: PassedThrough, context: Context): Promise<void> {
  refuseConflictMarkers(readWorkspace(context.root));
  if (isReading) return void (await lookFirst(context));
  const { withWorkspaceLock } = await import("../apply/workspace-lock.ts");
  await withWorkspaceLock(context.root, () => endInterrupted(context));
}
