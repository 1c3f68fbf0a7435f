import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LintError } from "../lint-error.ts";
import type { Flavor } from "./flavor.ts";
import { folderEach, pathsOfFolders } from "./folder-each.ts";
import { sqlMigration } from "./sql-migration.ts";

const JOURNAL = join("meta", "_journal.json");

/** `drizzle/<tag>.sql` in the order of the journal, or, since drizzle-kit 1, `drizzle/<name>/migration.sql`. */
export const drizzle: Flavor = {
  name: "drizzle",
  nameOf: (path) => (isFolderEach(path) ? basename(dirname(path)) : basename(path, ".sql")),
  placeOf: (path) => (isFolderEach(path) ? folderEach(path) : join(dirname(path), "*.sql")),

  async setOf(path, folders) {
    if (isFolderEach(path)) return { paths: await pathsOfFolders(path, folders) };
    const folder = dirname(path);
    const names = await folders.namesIn(folder);
    if (names.includes("meta")) return { paths: await journaled(folder) };
    return { paths: names.filter((name) => name.endsWith(".sql")).map((name) => join(folder, name)) };
  },

  // drizzle-orm's migrate() begins one transaction for all pending migrations, and runs each piece in it.
  async prepare(_path, text) {
    return sqlMigration(separated(text), { isInTransaction: true });
  },
};

const isFolderEach = (path: string): boolean => basename(path) === "migration.sql";

/** drizzle cuts the text at its markers, and a piece needs no semicolon. Lines and columns stay where they are. */
function separated(text: string): string {
  const marker = "--> statement-breakpoint";
  return text.replaceAll(marker, ";".padEnd(marker.length));
}

async function journaled(folder: string): Promise<string[]> {
  const path = join(folder, JOURNAL);
  const { dialect, entries } = await readJournal(path);
  if (dialect !== undefined && dialect !== "postgresql" && dialect !== "pg")
    throw new LintError(
      "LINT_NOT_POSTGRESQL",
      `The migrations in ${folder} are for ${dialect}.`,
      "This linter reads PostgreSQL only. Leave the folder out.",
    );
  return entries.map(({ tag }) => join(folder, `${tag}.sql`));
}

interface Journal {
  readonly dialect: string | undefined;
  readonly entries: readonly { readonly tag: string }[];
}

async function readJournal(path: string): Promise<Journal> {
  try {
    const journal: unknown = JSON.parse(await readFile(path, "utf8"));
    const { dialect, entries } = { dialect: undefined, entries: undefined, ...Object(journal) };
    if (!Array.isArray(entries)) throw new Error("it has no entries");
    return {
      dialect: typeof dialect === "string" ? dialect : undefined,
      entries: entries.map((entry) => ({ tag: String(Object(entry).tag) })),
    };
  } catch (error) {
    throw new LintError(
      "LINT_FILE_UNREADABLE",
      `The journal ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`,
      "Restore it as drizzle-kit wrote it (git checkout).",
      { cause: error },
    );
  }
}
