/** An import of names from one module, on one line or several. */
const IMPORT = /^import (type )?\{([^}]*)\} from (["'][^"']+["'])(;?)$/;

interface Versions<Value> {
  readonly ours: Value;
  readonly base: Value;
  readonly theirs: Value;
}

/**
 * Merges a conflict in which each version is one import of names from the same module: what either branch added stays,
 * what either removed goes. Undefined where it is anything else.
 */
export function mergedImports(texts: Versions<string>): string | undefined {
  const [ours, base, theirs] = [texts.ours, texts.base, texts.theirs].map(importIn);
  if (!ours || !base || !theirs) return undefined;
  if (ours.head !== base.head || theirs.head !== base.head) return undefined;
  const kept = base.names.filter((name) => ours.names.includes(name) && theirs.names.includes(name));
  const added = [...ours.names, ...theirs.names].filter((name) => !base.names.includes(name));
  const names = [...new Set([...kept, ...added])].sort((one, other) =>
    one.replace(/^type /, "").localeCompare(other.replace(/^type /, ""), "en"),
  );
  return `import ${ours.type}{ ${names.join(", ")} } from ${ours.module}${ours.end}\n`;
}

function importIn(text: string) {
  const found = IMPORT.exec(text.trim());
  if (!found) return undefined;
  const [, type = "", list = "", module = "", end = ""] = found;
  const names = list.split(",").map((name) => name.trim());
  return { type, module, end, head: type + module, names: names.filter((name) => name !== "") };
}
