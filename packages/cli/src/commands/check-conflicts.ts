import { styleText } from "node:util";
import { CommandEnd, exitCodes } from "../errors.ts";
import type { ConflictMarker } from "../merge/conflict-markers.ts";
import type { Context } from "./context.ts";

/** The answer of `check` where a merge left conflicts: nothing else can be read. Ends with exit 1. */
export function checkConflicts({ output }: Context, conflicts: readonly ConflictMarker[]): never {
  const findings = conflicts.map((place) => ({
    ...place,
    text: "Unresolved merge conflict: run pitstop merge",
  }));
  output.answer(
    { findings, retired: [] },
    findings.map(({ path, line, text }) => `${path}:${line} ${text}`).join("\n"),
  );
  output.say(styleText("red", `${findings.length} found. Everything else is checked once they are gone.`));
  throw new CommandEnd(exitCodes.failed);
}
