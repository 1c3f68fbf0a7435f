import { MigratorError } from "@pitstop/migrator";
import { PostgresError } from "@pitstop/postgres";

/** Runs what a script is for; an error that we know is told in its own words, and the script ends with 1. */
export async function command(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof MigratorError || error instanceof PostgresError)) throw error;
    console.error(`${error.message}\n${error.hint} (${error.code})`);
    process.exitCode = 1;
  }
}

/** What the command line should have said; the script ends with 2. */
export function usage(text: string): never {
  console.error(text);
  process.exit(2);
}
