import { styleText } from "node:util";
import { type CheckOptions, checkWorkspace } from "../check/check-workspace.ts";
import { CommandEnd, exitCodes } from "../errors.ts";
import { retiredText } from "../output/words.ts";
import type { Context } from "./context.ts";

/** Says where layers, contract, migrations and database do not agree, and what breaks clients of another revision. Ends with exit 1 when there is something. */
export async function check({ root, output }: Context, options: CheckOptions): Promise<void> {
  const { findings, retired } = await checkWorkspace(root, options);
  for (const entry of retired) output.say(retiredText(entry));
  output.answer(
    { findings, retired },
    findings.map(({ path, line, text }) => `${path}:${line} ${text}`).join("\n"),
  );
  if (findings.length === 0) {
    output.say("Every layer of every domain agrees, and so do the contract and the database.");
    return;
  }
  output.say(styleText("red", `${findings.length} found.`));
  throw new CommandEnd(exitCodes.failed);
}
