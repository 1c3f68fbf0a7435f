import { runOwnScript } from "../apply/child.ts";
import { CliError, exitCodes } from "../errors.ts";

/** Writes the snapshot of what the migrations make. Gives what the entities say besides. Throws CliError SNAPSHOT_FAILED. */
export const rebuildSnapshot = (root: string): Promise<string[]> => compared(root, ["--write"]);

/** What the entities say and the migrations do not make, whatever the snapshot says. Throws CliError SNAPSHOT_FAILED. */
export const notMigrated = (root: string): Promise<string[]> => compared(root, []);

/** Settings of a person's own runs are none of this one. */
const environment = { PITSTOP_REPORT: "", PITSTOP_WITHOUT: "", PITSTOP_SAMPLE: "" };

async function compared(root: string, args: readonly string[]): Promise<string[]> {
  const { status, stdout, stderr } = await runOwnScript(
    root,
    import.meta.filename,
    "compare-migrations",
    args,
    { environment },
  );
  if (status === 0) return JSON.parse(stdout) as string[]; // as the script answers
  throw new CliError(
    "SNAPSHOT_FAILED",
    `The migrations could not be applied one after another to an empty database:\n${stderr.trim()}`,
    "Fix that migration, then run the command again.",
    { exitCode: exitCodes.failed },
  );
}
