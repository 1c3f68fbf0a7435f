import { styleText } from "node:util";
import { checkWorkspace } from "../check/check-workspace.ts";
import { CommandEnd, exitCodes } from "../errors.ts";
import { retiredText } from "../output/words.ts";
import type { Context } from "./context.ts";

/** Says where layers, migrations and database do not agree. Ends with exit 1 when there is something. */
export async function check({ root, output }: Context): Promise<void> {
  const { findings, retired } = await checkWorkspace(root);
  for (const entry of retired) output.say(retiredText(entry));
  output.answer(
    { findings, retired },
    findings.map(({ path, line, text }) => `${path}:${line} ${text}`).join("\n"),
  );
  if (findings.length === 0) {
    output.say("Every layer of every domain agrees, and so does the database.");
    return;
  }
  output.say(styleText("red", `${findings.length} found.`));
  throw new CommandEnd(exitCodes.failed);
}
