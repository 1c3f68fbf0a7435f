import { createHash } from "node:crypto";
import { createReadStream, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { BackedUpFile } from "./manifest.ts";

/** Every file below a folder, as paths with slashes in a fixed order. A link counts as a file. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .sort();
}

/** Reads a file once for its size and SHA-256. `onBytes` is called with what was read each time. */
export async function checksumOf(
  folder: string,
  path: string,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<BackedUpFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of createReadStream(join(folder, path), { highWaterMark: 1024 * 1024 })) {
    hash.update(piece);
    bytes += piece.length;
    onBytes(piece.length);
  }
  return { path, bytes, sha256: hash.digest("hex") };
}
