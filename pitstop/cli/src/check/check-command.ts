import { styleText } from "node:util";
import type { Context } from "../command-line/context.ts";
import { CommandEnd, exitCodes } from "../errors.ts";
import { conflictMarkers } from "../merge/conflict-markers.ts";
import type { During } from "../output/during.ts";
import { retiredText } from "../output/words.ts";
import { lookFirst } from "../recovery/interrupted.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import type { Checked, CheckFinding, CheckOptions } from "./check-workspace.ts";

/** Reports where layers, contract, migrations and database disagree, and what breaks clients of another revision. Ends with exit 1 when there is something. */
export async function checkCommand(context: Context, options: CheckOptions): Promise<void> {
  const { root, output } = context;
  const unfinished = await lookFirst(context);
  const { findings, retired } = await checked(root, options, output.during);
  const all = [...(unfinished === undefined ? [] : [unfinishedFinding(unfinished)]), ...findings];
  for (const entry of retired) output.say(retiredText(entry));
  output.answer(
    { findings: all, retired },
    all.map(({ path, line, text }) => `${path}:${line} ${text}`).join("\n"),
  );
  if (all.length === 0) {
    output.say("Every layer of every domain agrees, and so do the contract and the database.");
    return;
  }
  output.say(styleText("red", `${all.length} found.`));
  throw new CommandEnd(exitCodes.failed);
}

/** Where a merge left conflicts, nothing else can be read: each is a finding, and the rest comes after them. */
async function checked(root: string, options: CheckOptions, during: During): Promise<Checked> {
  const conflicts = conflictMarkers(readWorkspace(root));
  if (conflicts.length > 0) {
    const text = "Unresolved merge conflict: run pitstop merge. The rest is checked once it is resolved";
    return { findings: conflicts.map((place) => ({ ...place, text })), retired: [] };
  }
  // Loaded when the files are whole: it reads the entities as they are.
  const { checkWorkspace } = await import("./check-workspace.ts");
  return checkWorkspace(root, options, during);
}

const unfinishedFinding = (text: string): CheckFinding => ({
  path: ".pitstop/journal.json",
  line: 1,
  text: text.replaceAll("\n", " "),
});
