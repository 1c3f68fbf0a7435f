import { errorText } from "@pitstop/errors";
import type { Command } from "commander";
import { checkBackups, listBackups } from "../backup/index.ts";
import { backupTable, listedBackups } from "../report/backups.ts";
import { progressBar } from "../report/progress-line.ts";
import { makeBackup } from "../stages/back-up.ts";
import { command, withExamples } from "./command-line.ts";
import type { CommandContext, MigratorProject } from "./project.ts";
import { UsageError } from "./usage-error.ts";

interface Options {
  readonly list?: true;
  readonly verify?: true;
  readonly json?: true;
}

/** `backup`: makes a backup, or lists those that there are. */
export function backupCommand({ typed, project }: CommandContext): Command {
  const made = command(
    "backup",
    "Back up the database, or list its backups",
    "Back up the database, or the whole embedded server. Backups of the same database and server beyond what the retention allows are removed; the newest stays.",
  )
    .option("--list", "list the backups, and make none")
    .option("--verify", "with --list: read every file and compare its checksum; a difference ends with 1")
    .option("--json", "print the result as JSON")
    .action(async ({ list, verify, json }: Options) => {
      if (verify && !list) throw new UsageError("--verify needs a list.", "Add --list.");
      const isJson = json === true;
      if (list) await listThem(await project(), verify === true, isJson);
      else await makeOne(await project(), isJson);
    });
  return withExamples(made, [
    [`${typed} backup`, "Makes a backup now."],
    [`${typed} backup --list --verify`, "Lists all backups and checks that each is as it was written."],
  ]);
}

async function makeOne(project: MigratorProject, isJson: boolean): Promise<void> {
  const bar = progressBar();
  const database = await project.database();
  try {
    const backup = await makeBackup(database.url, project.settings(), bar.show);
    bar.clear();
    const listed = listedBackups([backup], undefined);
    if (isJson) process.stdout.write(`${JSON.stringify(listed[0], null, 2)}\n`);
    else process.stdout.write(`${backupTable(listed)}\nIt is in ${backup.folder}\n`);
  } finally {
    bar.clear();
    await database.stop();
  }
}

async function listThem(project: MigratorProject, isVerified: boolean, isJson: boolean): Promise<void> {
  const bar = progressBar();
  const { backupFolder } = project.settings();
  const damaged = isVerified ? await checkBackups(backupFolder, bar.show) : undefined;
  bar.clear();
  const backups = listedBackups(listBackups(backupFolder), damaged);
  if (isJson)
    process.stdout.write(`${JSON.stringify({ folder: backupFolder, backups, damaged }, null, 2)}\n`);
  else if (backups.length === 0) process.stdout.write(`There is no backup in ${backupFolder}.\n`);
  else process.stdout.write(backupTable(backups));
  for (const { error } of damaged ?? []) process.stderr.write(errorText(error));
  if (damaged && damaged.length > 0) process.exitCode = 1;
}
