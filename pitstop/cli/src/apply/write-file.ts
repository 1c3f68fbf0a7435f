import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** The text of a file; null where there is none. */
export function readText(path: string): string | null {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

/** Puts a text in the place of a file at once: whoever reads it meets the old one or the new one. Null removes it. */
export function writeText(path: string, text: string | null): void {
  if (text === null) removeFile(path);
  else replaceFile(path, text);
}

function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const staged = `${path}.pitstop-${process.pid}`;
  const descriptor = openSync(staged, "w");
  writeSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
  if (existsSync(path)) chmodSync(staged, statSync(path).mode);
  renameSync(staged, path);
}

/** Folders that it leaves empty go with it. */
function removeFile(path: string): void {
  rmSync(path, { force: true });
  for (let folder = dirname(path); existsSync(folder) && readdirSync(folder).length === 0; ) {
    rmdirSync(folder);
    folder = dirname(folder);
  }
}
