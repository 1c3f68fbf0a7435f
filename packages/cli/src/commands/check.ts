import { checkWorkspace } from "../check/check-workspace.ts";
import { CliError, exitCodes } from "../errors.ts";
import type { Context } from "./context.ts";

/** Says where layers, migrations and database do not agree. Throws CliError CHECK_FINDINGS when there is something. */
export async function check({ root, output }: Context): Promise<void> {
  const findings = await checkWorkspace(root);
  output.answer({ findings }, findings.map(({ path, line, text }) => `${path}:${line} ${text}`).join("\n"));
  if (findings.length === 0) {
    output.say("Every layer of every domain agrees, and so does the database.");
    return;
  }
  throw new CliError(
    "CHECK_FINDINGS",
    `${findings.length} found.`,
    "Each line above names the file and the line.",
    {
      exitCode: exitCodes.failed,
    },
  );
}
