import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { exampleFiles } from "../example.ts";
import { partFiles } from "./part.ts";

const folder = join(import.meta.dirname, "files");

/**
 * The application as a team has it after a year: constants, spreads, comments within chains, rules of their own,
 * hand-written SQL, procedures, a page, a program that imports the client, objects in the database that no entity has.
 * By their paths in the workspace.
 */
export const teamFiles: ReadonlyMap<string, string> = new Map([
  ...exampleFiles,
  ...filesOf(folder),
  ...partFiles(),
]);

function filesOf(from: string): [string, string][] {
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = relative(from, file)
        .split(sep)
        .join("/")
        .replace(/\.txt$/, "");
      return [path, readFileSync(file, "utf8")];
    });
}
