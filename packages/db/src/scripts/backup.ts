// `pnpm --filter db backup`: makes a backup, or lists those that there are.
import {
  backupTable,
  checkBackups,
  listBackups,
  listedBackups,
  makeBackup,
  progressBar,
} from "@pitstop/migrator";
import { developmentDatabase } from "../development.ts";
import { migratorSettings } from "../migrating.ts";
import { runCommand, UsageError } from "./command.ts";

const bar = progressBar();

await runCommand({
  usage: "pnpm --filter db backup [--list [--verify]] [--json]",
  about:
    "Backs up the database of DATABASE_URL, or the whole embedded server. Backups of the same database\nand server that are older than the retention allows are removed; the newest stays.",
  flags: {
    list: { help: "Makes none, and says which there are." },
    verify: { help: "With --list: reads every file and compares its checksum. A difference ends with 1." },
    json: { help: "The result as JSON on stdout." },
  },
  examples: [
    ["pnpm --filter db backup", "Makes a backup now."],
    [
      "pnpm --filter db backup --list --verify",
      "Lists all backups and checks that each is as it was written.",
    ],
  ],
  run: async (given) => {
    if (given.has("list")) return list(given.has("verify"), given.has("json"));
    if (given.has("verify")) throw new UsageError("Nothing is listed to verify.", "Add --list.");
    await make(given.has("json"));
  },
});

async function make(isJson: boolean): Promise<void> {
  const database = await developmentDatabase();
  try {
    const backup = await makeBackup(database.url, migratorSettings(), bar.show);
    bar.clear();
    const listed = listedBackups([backup], undefined);
    if (isJson) process.stdout.write(`${JSON.stringify(listed[0], null, 2)}\n`);
    else process.stdout.write(`${backupTable(listed)}\nIt is in ${backup.folder}\n`);
  } finally {
    bar.clear();
    await database.stop();
  }
}

async function list(isVerified: boolean, isJson: boolean): Promise<void> {
  const { backupFolder } = migratorSettings();
  const damaged = isVerified ? await checkBackups(backupFolder, bar.show) : undefined;
  bar.clear();
  const backups = listedBackups(listBackups(backupFolder), damaged);
  if (isJson)
    process.stdout.write(`${JSON.stringify({ folder: backupFolder, backups, damaged }, null, 2)}\n`);
  else if (backups.length === 0) process.stdout.write(`There is no backup in ${backupFolder}.\n`);
  else process.stdout.write(backupTable(backups));
  for (const { error } of damaged ?? [])
    process.stderr.write(`${error.message}\n${error.hint} (${error.code})\n`);
  if (damaged && damaged.length > 0) process.exitCode = 1;
}
