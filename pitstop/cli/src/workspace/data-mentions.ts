// Lines of files that are no code of the workspace, and that name what an operation changes: fixtures, labels, settings.
import type { CodeReference } from "../plan.ts";
import { domainPattern, wordPattern } from "./name-patterns.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Lines that name something, in files that name its domain in their text or path. Nothing reads such a file with the
 * attributes' types, so that they're for a person to look at.
 */
export function dataMentions(
  { data }: Pick<Workspace, "data">,
  words: readonly string[],
  beside: readonly string[],
): CodeReference[] {
  const name = wordPattern(words);
  const domain = new RegExp(domainPattern(beside).source, "i");
  return [...data].flatMap(([path, text]) => {
    if (!name.test(text) || !domain.test(`${path}\n${text}`)) return [];
    return text.split("\n").flatMap((line, index): CodeReference[] => {
      if (!name.test(line)) return [];
      const shown = isOfSecrets(path) ? line.replace(/=.*/, "=…") : line;
      return [{ path, line: index + 1, text: shown.trim().slice(0, 160), kind: "text", isCarried: false }];
    });
  });
}

/** What is set for a machine may be a secret, and a plan is printed and logged. */
const isOfSecrets = (path: string): boolean => /(^|\/)\.env[\w.-]*$/.test(path);
