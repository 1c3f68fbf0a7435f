// The import directions of the house: which package may import which, in code that runs and in tests. That a package
// declares what it imports is Biome's finding (noUndeclaredDependencies).
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Direction {
  /** Packages, or one door of a package. */
  may: string[];
  /** Allowed as `import type` alone: nothing of it reaches the bundle. */
  mayByType?: string[];
  /** Allowed in tests besides. */
  testsMay?: string[];
}

const directions: Record<string, Direction> = {
  "packages/types": { may: [] },
  "packages/postgres": { may: [] },
  "packages/contract": { may: [] },
  "packages/migrator": { may: ["postgres"] },
  "packages/db": { may: ["types", "migrator", "postgres"] },
  "packages/api": { may: ["types", "db", "contract"], testsMay: ["postgres"] },
  "packages/cli": { may: ["types", "db", "migrator", "postgres", "contract"], testsMay: ["api"] },
  "apps/server": { may: ["api", "db", "contract"], testsMay: ["types", "postgres"] },
  "apps/client": { may: ["types", "api/client"], mayByType: ["api"], testsMay: ["api", "db", "postgres"] },
  bench: { may: ["types", "db", "api", "migrator", "postgres", "contract"] },
  scripts: { may: ["db", "postgres", "types", "cli/follow"] },
};

const IMPORT =
  /^\s*(import|export)\b(?<type>\s+type\b)?[^;]*?from\s+"@pitstop\/(?<target>[\w-]+)(?<door>\/[\w-]+)?|\bimport(\s+|\()"@pitstop\/(?<bare>[\w-]+)/gm;

const findings = Object.entries(directions).flatMap(([folder, direction]) =>
  sourceFiles(folder).flatMap((file) => findingsIn(file, folder, direction)),
);
for (const finding of findings) console.error(finding);
if (findings.length > 0) {
  console.error(
    "\nImports run one way: client → types, api/client · server → api → db → types · db → migrator → postgres.",
  );
  process.exit(1);
}
console.log("Every import runs in the direction of the design.");

function sourceFiles(folder: string): string[] {
  return globSync("**/*.{ts,tsx}", { cwd: folder, exclude: (path) => /node_modules|dist/.test(path) }).map(
    (file) => join(folder, file),
  );
}

function findingsIn(
  file: string,
  folder: string,
  { may, mayByType = [], testsMay = [] }: Direction,
): string[] {
  const text = readFileSync(file, "utf8");
  const isTest = /\.test\.tsx?$|\/(testing|e2e)\//.test(file);
  const isAllowed = (target: string, door: string, byType: boolean) =>
    folder.endsWith(`/${target}`) ||
    may.includes(target) ||
    may.includes(target + door) ||
    (byType && mayByType.includes(target)) ||
    (isTest && testsMay.includes(target));
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const { type, target, door = "", bare } = match.groups ?? {};
    const imported = target ?? bare ?? "";
    if (isAllowed(imported, door, type !== undefined)) return [];
    const line = text.slice(0, match.index).split("\n").length + (match[0].startsWith("\n") ? 1 : 0);
    return [
      `${file}:${line} imports @pitstop/${imported}, which ${folder} may not${mayByType.includes(imported) ? " at run time: use import type" : ""}.`,
    ];
  });
}
