/** Whole words of code under their new names; texts between quotes are left unless they are the entity's name. */
export function renamedWords(
  text: string,
  names: ReadonlyMap<string, string>,
  { texts = true } = {},
): string {
  const pattern = new RegExp(`(?<![\\w$./"'-])(${[...names.keys()].join("|")})(?![\\w$"'/-]|\\.ts)`, "g");
  const renamed = text
    .replace(pattern, (word) => names.get(word) ?? word)
    .replace(
      /(api\.(?:call|client)\.)(\w+)/g,
      (_all, head: string, word: string) => head + (names.get(word) ?? word),
    );
  if (!texts) return renamed;
  return renamed.replace(
    /(["'])(\w+Entity)\1/g,
    (_all, quote: string, word: string) => quote + (names.get(word) ?? word) + quote,
  );
}

/** The names without one that means something else in a file. */
export const without = (names: ReadonlyMap<string, string>, name: string): Map<string, string> =>
  new Map([...names].filter(([old]) => old !== name));
