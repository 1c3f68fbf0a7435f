import type { Contract, Procedure } from "../contract.ts";
import { canonical } from "../sorted.ts";

/** Whether two versions of a procedure take the same input, with all that it refers to. */
export const isSameInput = (
  [before, old]: readonly [Contract, Procedure],
  [after, now]: readonly [Contract, Procedure],
): boolean => inFull(old.input, before) === inFull(now.input, after);

/** A schema and the definitions below it, as one text. */
function inFull(schema: unknown, { definitions }: Contract): string {
  const found = new Map<string, string>();
  const follow = (text: string): void => {
    for (const [, name = ""] of text.matchAll(/"\$ref":\s*"[^"]*\/([^"/]+)"/g)) {
      const definition = definitions[name];
      if (found.has(name) || definition === undefined) continue;
      found.set(name, canonical(definition));
      follow(found.get(name) ?? "");
    }
  };
  const text = canonical(schema ?? null);
  follow(text);
  return canonical([text, ...[...found].toSorted(([one], [other]) => (one < other ? -1 : 1))]);
}
