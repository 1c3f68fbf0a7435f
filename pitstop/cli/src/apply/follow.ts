// What the application that runs on a workspace has to know of the commands that change it.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { historyFolder, journalFile } from "./history-folder.ts";
import { isWorkspaceBusy } from "./workspace-lock.ts";
import { writeText } from "./write-file.ts";

/** Whether a command is changing the workspace, or left a change unfinished: until it is done, the files say nothing. */
export const isChanging = (root: string): boolean => isWorkspaceBusy(root) || existsSync(journalFile(root));

/** Tells commands at which address this start takes requests. Gives what withdraws it. */
export function announceStart(root: string, address: string): () => void {
  const file = join(runningFolder(root), `${process.pid}.address`);
  writeText(file, address);
  return () => rmSync(file, { force: true });
}

/** Where each start has a file with its address. */
export const runningFolder = (root: string): string => join(historyFolder(root), "running");
