/** The flags that change what a pattern matches, in the order in which they are written. */
const FLAGS = ["i", "m", "s"];

/** A regular expression as `pattern`: its flags become a group of their own, `(?i:…)`, because JSON Schema has none. */
export function patternOf({ source, flags }: RegExp): string {
  const kept = FLAGS.filter((flag) => flags.includes(flag)).join("");
  return kept === "" ? source : `(?${kept}:${source})`;
}

/** The regular expression that `patternOf` wrote, also where the engine doesn't know flags within a pattern. */
export function regularExpressionOf(pattern: string): RegExp {
  const [, flags = "", source = pattern] = /^\(\?([ims]+):([\s\S]*)\)$/.exec(pattern) ?? [];
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    return new RegExp(source, flags);
  }
}
