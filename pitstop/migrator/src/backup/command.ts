import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { MigratorError } from "../errors.ts";
import { filesBelow } from "./checksums.ts";
import { runProgram } from "./program.ts";
import type { MadeBackup, Making } from "./way.ts";

/**
 * Backs up by a shell command that the user wrote. It is given DATABASE_URL and BACKUP_FOLDER, and leaves its files
 * there. Throws MigratorError BACKUP_COMMAND_FAILED.
 */
export async function backUpByCommand(command: string, { url, folder }: Making): Promise<MadeBackup> {
  const files = join(folder, "files");
  mkdirSync(files, { mode: 0o700 });
  const { status, messages } = await runProgram(command, [], {
    shell: true,
    env: { ...process.env, DATABASE_URL: url, BACKUP_FOLDER: files },
  });
  if (status !== 0) throw failed(`ended with ${status ?? "a signal"}`, messages);
  if (filesBelow(files).length === 0) throw failed("left no file in BACKUP_FOLDER", messages);
  // What is in the files, and as of which moment, only the command knows.
  return { method: "command", tool: "a command", fingerprints: [] };
}

function failed(what: string, messages: string): MigratorError {
  const lines = messages === "" ? "" : ` It said: ${messages.split("\n").slice(-5).join("\n")}`;
  return new MigratorError(
    "BACKUP_COMMAND_FAILED",
    `The backup command ${what}.${lines}`,
    "Run it by hand with DATABASE_URL and BACKUP_FOLDER set, and correct it.",
  );
}
