import type { MigratorSettings } from "@pitstop/migrator";
import { hasTerminal, isTyped, type Terminal } from "@pitstop/migrator/commands";

/**
 * Whether a production database is to be migrated without a backup, as somebody at the terminal says by typing it.
 * False where nobody is there or something else was typed: the migrator refuses then, and says how to be sure.
 */
export async function isSureWithoutBackup(
  settings: MigratorSettings,
  database: string,
  terminal?: Terminal,
): Promise<boolean> {
  const isLeftOut = settings.isProduction && settings.without.includes("backup");
  if (!isLeftOut || settings.isSureWithoutBackup || !hasTerminal(terminal))
    return settings.isSureWithoutBackup;
  return isTyped(
    `This is production, and nothing will bring back what goes wrong on ${database}. Type "without backup" to go on.`,
    "without backup",
    terminal,
  );
}
