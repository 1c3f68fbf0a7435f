import { mergedText, type Unmerged } from "./git.ts";
import { mergedImports } from "./imports.ts";
import { markedLines } from "./marked-lines.ts";

/** A conflict as `git merge-file --diff3` writes it. */
const CONFLICT = /^<{7} .*\n([\s\S]*?)^\|{7} .*\n([\s\S]*?)^={7}\n([\s\S]*?)^>{7} .*(?:\n|$)/gm;

export interface MergedCode {
  readonly text: string;
  /** How many conflicts were resolved. */
  readonly resolved: number;
}

/**
 * Resolves the conflicts in which both branches only added something at the same place, such as an attribute each: both
 * stay, ours first. What a branch changed or removed is a person's to decide, and so is one name with two meanings.
 * Undefined where the file in the working tree is no longer what git made of it: somebody is at work there.
 */
export function mergedAdditions(versions: Unmerged, now: string): MergedCode | undefined {
  if (!isUntouched(versions, now)) return undefined;
  let resolved = 0;
  const text = mergedText(versions, "--diff3").replace(
    CONFLICT,
    (conflict, ours: string, base: string, theirs: string) => {
      const merged = additions(ours, base, theirs) ?? mergedImports({ ours, base, theirs });
      if (merged === undefined) return conflict;
      resolved++;
      return merged;
    },
  );
  return { text, resolved };
}

function additions(ours: string, base: string, theirs: string): string | undefined {
  if (base.trim() !== "" || ours.trim() === "" || theirs.trim() === "") return undefined;
  const names = new Set(namesIn(ours));
  if (namesIn(theirs).some((name) => names.has(name))) return undefined;
  const lines = ours.split("\n");
  const isRepeated = (line: string) => line.startsWith("import ") && lines.includes(line);
  return (
    ours +
    theirs
      .split("\n")
      .filter((line) => !isRepeated(line))
      .join("\n")
  );
}

/** The title of a test, what is declared, or the key of a property or the name of a method. */
const NAMES = [
  /^\s*(?:test|describe)[.\w]*\((["'`].*?["'`])/,
  /^\s*(?:export )?(?:const|let|function|class|type|interface) ([\w$]+)/,
  /^\s*["']?([\w$]+)["']?\??\s*[:(]/,
];

/** What the outermost lines of an addition give a name to: properties, variables, functions, tests. */
function namesIn(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const indents = lines.map((line) => line.length - line.trimStart().length);
  const outermost = Math.min(...indents);
  return lines.flatMap((line, index) => {
    if (indents[index] !== outermost || /^\s*(import|\/\/|\/?\*)/.test(line)) return [];
    const found = NAMES.map((pattern) => pattern.exec(line)?.[1]).find((name) => name !== undefined);
    return found ?? (/\w/.test(line) ? [line.trim()] : []);
  });
}

/** Whether it is what git wrote, in any of its styles, whatever it called the branches. */
function isUntouched(versions: Unmerged, now: string): boolean {
  if (markedLines(now).length === 0) return false;
  const plain = (text: string) => text.replaceAll(/^([<|>]{7})(?: .*)?$/gm, "$1");
  return ([undefined, "--diff3", "--zdiff3"] as const).some(
    (style) => plain(mergedText(versions, style)) === plain(now),
  );
}
