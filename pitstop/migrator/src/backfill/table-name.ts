import { quoted } from "@pitstop/lint/sql";

/** A part in quotes, or what stands before the next dot. */
const PART = /\s*(?:"((?:[^"]|"")+)"|([^".\s][^".]*?))\s*(\.|$)/y;

interface Part {
  readonly name: string;
  readonly isQuoted: boolean;
}

/**
 * The ways to read a table's name that a person wrote, as SQL, the likeliest first: spelled as the database spells it
 * (`Cap`, `public."Cap"`), and with what has no quotes in lower case, as PostgreSQL reads it. None where it is no name.
 */
export function tableNames(text: string): string[] {
  const parts = partsOf(text);
  if (parts.length === 0 || parts.length > 2) return [];
  const spelled = parts.map(({ name }) => quoted(name)).join(".");
  const folded = parts.map(({ name, isQuoted }) => quoted(isQuoted ? name : name.toLowerCase())).join(".");
  return [...new Set([spelled, folded])];
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  const pattern = new RegExp(PART);
  for (let end = "."; end === "."; ) {
    const found = pattern.exec(text);
    if (!found) return [];
    const [, inQuotes, plain = "", separator = ""] = found;
    parts.push({ name: inQuotes?.replaceAll('""', '"') ?? plain, isQuoted: inQuotes !== undefined });
    end = separator;
  }
  return parts;
}
