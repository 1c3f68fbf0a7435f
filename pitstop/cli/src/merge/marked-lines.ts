// How git marks a conflict in a text.

const BEGIN = "<".repeat(7);
const MIDDLE = "=".repeat(7);
const END = ">".repeat(7);

/** The lines at which conflicts begin. A line of one kind alone is a heading or a quotation. */
export function markedLines(text: string): number[] {
  if (!text.includes(`${BEGIN} `) || !text.includes(`${END} `)) return [];
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    if (!line.startsWith(`${BEGIN} `)) return [];
    const middle = lines.indexOf(MIDDLE, index);
    const isWhole = middle > 0 && lines.slice(middle).some((later) => later.startsWith(`${END} `));
    return isWhole ? [index + 1] : [];
  });
}
