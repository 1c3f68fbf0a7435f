import { resolve } from "node:path";
import type { Command } from "commander";
import { findBackup, isOnEmbeddedServer, type Restored, restoreBackup, targetFor } from "../backup/index.ts";
import { shownDatabase } from "../database-url.ts";
import { progressBar } from "../report/progress-line.ts";
import { userFolder } from "./arguments.ts";
import { command, withExamples } from "./command-line.ts";
import type { CommandContext, MigratorProject } from "./project.ts";
import { hasTerminal, isConfirmed } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

interface Options {
  readonly yes?: true;
  readonly json?: true;
}

/** `restore BACKUP`: replaces the database, or the embedded server, with a backup. */
export function restoreCommand({ typed, project }: CommandContext): Command {
  const made = command(
    "restore",
    "Replace the database with a backup",
    "Replace the database, or the embedded server, with a backup. The backup is checked and restored beside what is there, and the two are swapped once everything agrees. What was there before is kept.",
  )
    .argument("[backup]", "name or path of a backup")
    .option("--yes", "replace without asking; required where there is no terminal")
    .option("--json", "print the result as JSON")
    .action(async (name: string | undefined, options: Options) => {
      if (name === undefined)
        throw new UsageError(
          "No backup is named.",
          `\`${typed} backup --list\` shows them. Name one after restore.`,
        );
      await restore(await project(), name, options);
    });
  return withExamples(made, [
    [`${typed} restore 2026-11-23T08-00-17-123Z-shop`, "Restores that one, after a question."],
    [`${typed} restore 2026-11-23T08-00-17-123Z-shop --yes`, "The same without a question."],
  ]);
}

async function restore(project: MigratorProject, name: string, { yes, json }: Options): Promise<void> {
  const { backupFolder, embeddedFolder } = project.settings();
  const backup = findBackup(backupFolder, name.includes("/") ? resolve(userFolder(), name) : name);
  const place = await placeOf(project.url, embeddedFolder);
  const target = { ...place, backup: backup.folder };
  targetFor(backup, target);
  const replaced =
    place.url === undefined ? `the embedded server in ${embeddedFolder}` : shownDatabase(place.url);
  if (!yes && !(await mayReplace(replaced, backup.id))) {
    process.stderr.write("Nothing was replaced.\n");
    process.exitCode = 1;
    return;
  }
  const bar = progressBar();
  try {
    const { kept } = await restoreBackup({ ...target, onProgress: bar.show });
    bar.clear();
    const text = json
      ? JSON.stringify({ restored: backup.id, database: replaced, kept: kept ?? null }, null, 2)
      : `Restored ${backup.id} to ${replaced}.\n${keptText(kept, place.url)}`;
    process.stdout.write(`${text}\n`);
  } finally {
    bar.clear();
  }
}

/** The embedded server has to be stopped for it, so it isn't started here. */
async function placeOf(
  url: string | undefined,
  embeddedFolder: string | undefined,
): Promise<{ url?: string; embeddedFolder?: string }> {
  if (url !== undefined && !(await isOnEmbeddedServer(embeddedFolder, url))) return { url };
  return { ...(embeddedFolder !== undefined && { embeddedFolder }) };
}

async function mayReplace(replaced: string, name: string): Promise<boolean> {
  if (hasTerminal()) return isConfirmed(`Replace ${replaced} with the backup ${name}?`);
  throw new UsageError(
    `Confirmation required to replace ${replaced}, but there is no terminal.`,
    "Pass --yes to confirm it.",
  );
}

function keptText(kept: Restored["kept"], url: string | undefined): string {
  if (kept === undefined) return "There was nothing before it.";
  return url === undefined
    ? `What was there before is kept in ${kept}`
    : `What was there before is kept as database ${kept}. Drop it when you no longer need it.`;
}
