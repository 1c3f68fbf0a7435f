// What is said where the code of the tool, or of a package that it needs, can't be loaded. It imports next to nothing, so
// that hardly anything can keep it from being loaded itself.
import { markedLines } from "../merge/marked-lines.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";

/** Tells of the error, and of conflicts that a merge left, which are its usual cause. Gives the exit code. */
export function tellUnloadable(root: string, error: unknown, isJson: boolean): number {
  const places = [...readWorkspace(root).files].flatMap(([path, text]) =>
    markedLines(text).map((line) => `${path}:${line}`),
  );
  const answer =
    places.length > 0
      ? {
          code: "CONFLICT_MARKERS",
          message: `A merge left conflicts in code that this command needs: ${places.join(", ")}.`,
          hint: "Resolve them, then run the command again.",
        }
      : {
          code: "CODE_NOT_LOADED",
          message: `The code of this command can't be loaded: ${messageOf(error)}`,
          hint: "Fix what the message names, or run `pnpm install`.",
        };
  if (isJson) process.stdout.write(`${JSON.stringify({ error: answer }, null, 2)}\n`);
  else process.stderr.write(`${answer.message}\n${answer.hint} (${answer.code})\n`);
  return places.length > 0 ? REFUSED : FAILED;
}

// As in errors.ts, which may be what can't be loaded.
const FAILED = 1;
const REFUSED = 3;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
