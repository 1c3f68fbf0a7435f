import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { typesIndex } from "../../src/layers/paths.ts";
import { addEntry, readRegistry } from "../../src/layers/registry/registry-file.ts";
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
  [typesIndex, indexText()],
]);

/** The list of the example's domains, with those of the team and what they share. */
function indexText(): string {
  let text = exampleFiles.get(typesIndex) ?? "";
  for (const name of ["supplier", "shipment", "part"]) {
    const entry = { name, constant: name, module: `./${name}.ts` };
    text = addEntry(readRegistry(typesIndex, text, "domains"), entry, { exportsAll: true });
  }
  return text.replace(/^export \* from "\.\/shipment\.ts";$/m, 'export * from "./shared/index.ts";\n$&');
}

/** The list of what tsc builds, with the package that the team added. */
export const withTeamPackages = (tsconfig: string): string =>
  tsconfig.replace(/"path": "packages\/api"\s*\},/, (found) => `${found} { "path": "packages/reports" },`);

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
