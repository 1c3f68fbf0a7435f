import { createHash } from "node:crypto";
import type { Workspace } from "../workspace/workspace.ts";

/** The bytes of a name that PostgreSQL keeps; it cuts off the rest without a word. */
const NAME_BYTES = 63;

const MIGRATIONS = "packages/db/src/migrations/";

/**
 * The name of the table in the schema "pitstop" that keeps what a migration takes away: one that no earlier migration
 * names, because an archive is never written over, also if the same column comes and goes twice.
 */
export function archiveName({ files }: Workspace, ...parts: readonly string[]): string {
  const migrations = [...files].flatMap(([path, text]) => (path.startsWith(MIGRATIONS) ? [text] : []));
  const isFree = (name: string) => !migrations.some((text) => text.includes(`pitstop."${name}"`));
  for (let number = 1; ; number++) {
    const name = fitting([...parts, "archive", ...(number === 1 ? [] : [number])].join("_"));
    if (isFree(name)) return name;
  }
}

/** A name that is too long ends in a hash of the whole, so that two of them stay two. */
function fitting(name: string): string {
  if (Buffer.byteLength(name) <= NAME_BYTES) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  let start = name;
  while (Buffer.byteLength(start) > NAME_BYTES - hash.length - 1) start = start.slice(0, -1);
  return `${start}_${hash}`;
}
