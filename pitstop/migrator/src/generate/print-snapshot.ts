/** Of the formatter of this repository. */
const lineWidth = 110;

/** JSON as the formatter of the repository leaves it, so that a snapshot differs where the schema does and nowhere else. */
export function printSnapshot(schema: object): string {
  // Through JSON once: what is undefined or has a toJSON of its own is settled by it.
  return `${printed(JSON.parse(JSON.stringify(schema)), 0, 0)}\n`;
}

/** `taken` is what stands before the value on its line, `indent` how deep the line is. */
function printed(value: unknown, indent: number, taken: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = " ".repeat(indent + 2);
  const end = `\n${" ".repeat(indent)}`;
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    const isPlain = value.every((item) => typeof item !== "object" || item === null);
    // One character for the comma behind it.
    if (isPlain && taken + line.length + 1 <= lineWidth) return line;
    const items = value.map((item) => `${inner}${printed(item, indent + 2, indent + 2)}`);
    return `[\n${items.join(",\n")}${end}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    return `${name}${printed(item, indent + 2, name.length)}`;
  });
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}${end}}`;
}
