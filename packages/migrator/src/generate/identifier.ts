import { createHash } from "node:crypto";
import { MigratorError } from "../errors.ts";

/** Longer names are cut by PostgreSQL in silence (NAMEDATALEN), so that two of them may become one. */
const longestName = 63;

/** An identifier as SQL writes it. Always in quotes, as MikroORM does: no list of reserved words can be out of date. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** An identifier that may name its schema: `sales.cars`. */
export function quotedPath(path: string): string {
  return path.split(".").map(quoted).join(".");
}

/** A name for something that only the migrations need: the parts joined, and shortened by a hash where it is too long. */
export function derivedName(...parts: string[]): string {
  const name = parts.join("_");
  if (Buffer.byteLength(name) <= longestName) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  const ending = `_${hash}_${parts.at(-1)}`;
  return `${cutToBytes(name, longestName - Buffer.byteLength(ending))}${ending}`;
}

function cutToBytes(text: string, bytes: number): string {
  let cut = "";
  for (const character of text) {
    if (Buffer.byteLength(cut + character) > bytes) break;
    cut += character;
  }
  return cut;
}

/** Throws MigratorError GENERATE_NAME_TOO_LONG for a name that PostgreSQL would cut. */
export function refuseLongName(kind: string, table: string, name: string): void {
  const bytes = Buffer.byteLength(name);
  if (bytes <= longestName) return;
  throw new MigratorError(
    "GENERATE_NAME_TOO_LONG",
    `The ${kind} "${name}" of ${table} has ${bytes} bytes; PostgreSQL cuts names after ${longestName}.`,
    `Give it a shorter name in the entity.`,
  );
}
