import type { Comparison } from "./differences.ts";
import type { ObjectValues } from "./shape.ts";

/**
 * Which property that went may be one that came, under another name: those of which exactly one has the same schema on
 * the other side. A guess for the reader; nothing is judged by it.
 */
export function renames(
  comparison: Comparison,
  before: ObjectValues,
  after: ObjectValues,
): { to: Map<string, string>; from: Map<string, string> } {
  const gone = [...before.properties].filter(([name]) => !after.properties.has(name));
  const come = [...after.properties].filter(([name]) => !before.properties.has(name));
  const to = new Map<string, string>();
  const from = new Map<string, string>();
  const partners = gone.map(([, old]) => come.filter(([, now]) => comparison.schemas(old, now).length === 0));
  for (const [index, [name]] of gone.entries()) {
    const [only, ...more] = partners[index] ?? [];
    if (!only || more.length > 0) continue;
    const isWantedOnce = partners.filter((list) => list.some(([other]) => other === only[0])).length === 1;
    if (!isWantedOnce) continue;
    to.set(name, only[0]);
    from.set(only[0], name);
  }
  return { to, from };
}
