// `pnpm --filter db restore BACKUP`: puts a backup in the place of what is there now.
import { resolve } from "node:path";
import {
  findBackup,
  progressBar,
  type Restored,
  restoreBackup,
  shownDatabase,
  targetFor,
} from "@pitstop/migrator";
import { isServerOn } from "@pitstop/postgres";
import { dataFolder } from "../development.ts";
import { migratorSettings } from "../migrating.ts";
import { isAnybodyThere, isConfirmed } from "./ask.ts";
import { runCommand, standsIn, UsageError } from "./command.ts";

await runCommand({
  usage: "pnpm --filter db restore BACKUP [--yes] [--json]",
  about:
    "Puts a backup in the place of the database of DATABASE_URL, or of the embedded server. It is checked and\nrestored beside what is there; only when all agrees the two are swapped. What was there before is kept.",
  words: 1,
  flags: {
    yes: { help: "Asks nothing. Needed where nobody is at a terminal." },
    json: { help: "The result as JSON on stdout." },
  },
  examples: [
    ["pnpm --filter db restore 2026-11-23T08-00-17-123Z-pitstop", "Restores that one, after a question."],
    [
      "DATABASE_URL=postgresql://… pnpm --filter db restore 2026-11-23T08-00-17-123Z-shop --yes",
      "The same for a server's database, without a question.",
    ],
  ],
  run: async ({ words: [name], has }) => {
    if (name === undefined) {
      throw new UsageError(
        "No backup is named.",
        "`pnpm --filter db backup --list` shows them; name one after restore.",
      );
    }
    const folder = migratorSettings().backupFolder;
    const backup = findBackup(folder, name.includes("/") ? resolve(standsIn(), name) : name);
    const target = { ...targetOf(process.env.DATABASE_URL), backup: backup.folder };
    targetFor(backup, target);
    const replaced =
      target.url === undefined ? `the embedded server in ${dataFolder}` : shownDatabase(target.url);
    if (!has("yes") && !(await mayReplace(replaced, backup.id))) {
      process.stderr.write("Nothing was replaced.\n");
      process.exitCode = 1;
      return;
    }
    const bar = progressBar();
    try {
      const { kept } = await restoreBackup({ ...target, onProgress: bar.show });
      bar.clear();
      const text = has("json")
        ? JSON.stringify({ restored: backup.id, database: replaced, kept: kept ?? null }, null, 2)
        : `Restored ${backup.id} to ${replaced}.\n${sayKept(kept, target.url)}`;
      process.stdout.write(`${text}\n`);
    } finally {
      bar.clear();
    }
  },
});

/** The embedded server has to be stopped for it; nobody starts it here. */
function targetOf(given: string | undefined): { url?: string; embeddedFolder?: string } {
  if (!given || isServerOn(dataFolder, given)) return { embeddedFolder: dataFolder };
  return { url: given };
}

async function mayReplace(replaced: string, name: string): Promise<boolean> {
  if (isAnybodyThere()) return isConfirmed(`Replace ${replaced} by the backup ${name}?`);
  throw new UsageError(
    `This replaces ${replaced}, and nobody is here to be asked.`,
    "Add --yes if that is meant.",
  );
}

function sayKept(kept: Restored["kept"], url: string | undefined): string {
  if (kept === undefined) return "There was nothing before it.";
  return url === undefined
    ? `What was there before is kept in ${kept}`
    : `What was there before is kept as database ${kept}: drop it when you need it no more.`;
}
