// The import directions: which package may import which, in code that runs and in tests. Packages are known by their
// folders, so an application may name them as it likes. That a package declares what it imports is Biome's finding
// (noUndeclaredDependencies).
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Direction {
  /** Folders of packages, or one door of a package ("packages/api/client"). */
  may: string[];
  /** Allowed as `import type` alone: nothing of it reaches the bundle. */
  mayByType?: string[];
  /** Allowed in tests besides. */
  testsMay?: string[];
}

const directions: Record<string, Direction> = {
  "apps/client": {
    may: ["packages/types", "packages/api/client", "pitstop/pages"],
    mayByType: ["packages/api"],
  },
  "apps/server": {
    may: ["packages/api", "packages/db", "pitstop/database", "pitstop/http", "pitstop/sign-in"],
    testsMay: ["packages/types", "pitstop/postgres"],
  },
  "packages/api": {
    may: ["packages/types", "packages/db", "pitstop/trpc"],
    testsMay: ["pitstop/contract"],
  },
  "packages/db": {
    may: [
      "packages/types",
      "pitstop/database",
      "pitstop/domain",
      "pitstop/migrator",
      "pitstop/postgres",
      "pitstop/process",
    ],
  },
  "packages/types": { may: ["pitstop/domain"] },
  "pitstop/cli": {
    may: [
      "pitstop/database",
      "pitstop/domain",
      "pitstop/lint",
      "pitstop/migrator",
      "pitstop/postgres",
      "pitstop/process",
      "pitstop/sign-in",
      "pitstop/contract",
    ],
    testsMay: ["packages/api", "pitstop/http"],
  },
  "pitstop/contract": { may: ["pitstop/process"] },
  "pitstop/database": { may: ["pitstop/domain", "pitstop/migrator", "pitstop/postgres"] },
  // The application in the tests of both is this repository's own.
  "pitstop/http": {
    may: ["pitstop/trpc", "pitstop/process"],
    testsMay: ["packages/db", "packages/types", "pitstop/postgres", "pitstop/contract"],
  },
  "pitstop/pages": {
    may: ["pitstop/domain"],
    testsMay: [
      "packages/types",
      "packages/db",
      "pitstop/http",
      "pitstop/postgres",
      "pitstop/sign-in",
      "pitstop/trpc",
    ],
  },
  "pitstop/trpc": {
    may: ["pitstop/contract", "pitstop/database", "pitstop/domain", "pitstop/process"],
    testsMay: ["packages/types", "packages/db"],
  },
  "pitstop/sign-in": { may: ["pitstop/http", "pitstop/trpc"], testsMay: ["packages/db", "pitstop/postgres"] },
  "pitstop/errors": { may: [] },
  "pitstop/domain": { may: [] },
  "pitstop/lint": { may: ["pitstop/process"], testsMay: ["pitstop/postgres"] },
  "pitstop/migrator": { may: ["pitstop/lint", "pitstop/postgres", "pitstop/process"] },
  "pitstop/postgres": { may: ["pitstop/process"] },
  "pitstop/process": { may: [] },
  bench: {
    may: [
      "packages/types",
      "packages/db",
      "packages/api",
      "pitstop/http",
      "pitstop/lint",
      "pitstop/migrator",
      "pitstop/postgres",
      "pitstop/contract",
      "pitstop/trpc",
    ],
  },
  "pitstop/start": {
    may: [
      "pitstop/cli/application",
      "pitstop/cli/follow",
      "pitstop/database",
      "pitstop/postgres",
      "pitstop/process",
    ],
    testsMay: ["packages/db", "packages/types", "pitstop/domain"],
  },
  "pitstop/create": { may: ["pitstop/process"] },
  scripts: {
    may: ["packages/types", "pitstop/postgres"],
    testsMay: ["pitstop/contract", "pitstop/migrator"],
  },
};

/** What every package may import. */
const EVERYWHERE = "pitstop/errors";

const IMPORT =
  /^\s*(import|export)\b(?<type>\s+type\b)?[^;]*?from\s+"(?<target>@?[\w-][^"]*)"|\bimport(\s+|\()"(?<bare>@?[\w-][^"]*)"/gm;

const folders = namedFolders();
const findings = Object.entries(directions).flatMap(([folder, direction]) =>
  sourceFiles(folder).flatMap((file) => findingsIn(file, folder, direction)),
);
for (const finding of findings) console.error(finding);
if (findings.length > 0) {
  console.error(
    "\nImports run one way: client → pages, types, api/client · server → http, database, api, db · api → trpc, db, types · db → database, types · http → trpc → database → migrator · types, pages → domain.",
  );
  process.exit(1);
}
console.log("Every import runs in the direction of the design.");

/** The folder of each package of this repository, by the package's name. */
function namedFolders(): Map<string, string> {
  const manifests = globSync(["{apps,packages,pitstop}/*/package.json", "{bench,scripts}/package.json"]);
  return new Map(
    manifests.map((path) => [
      JSON.parse(readFileSync(path, "utf8")).name,
      path.replaceAll("\\", "/").replace("/package.json", ""),
    ]),
  );
}

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
  const isTest = /\.test\.tsx?$|\/(test|e2e)\//.test(file);
  const isAllowed = (target: string, door: string, byType: boolean) =>
    folder === target ||
    target === EVERYWHERE ||
    may.includes(target) ||
    may.includes(target + door) ||
    (byType && mayByType.includes(target)) ||
    (isTest && testsMay.includes(target));
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const { type, target, bare } = match.groups ?? {};
    const [, name = "", door = ""] = /^((?:@[^/]+\/)?[^/]+)(\/.+)?$/.exec(target ?? bare ?? "") ?? [];
    const imported = folders.get(name);
    if (!imported || isAllowed(imported, door, type !== undefined)) return [];
    const line = text.slice(0, match.index).split("\n").length + (match[0].startsWith("\n") ? 1 : 0);
    return [
      `${file}:${line} imports ${name}, which ${folder} may not${mayByType.includes(imported) ? " at run time: use import type" : ""}.`,
    ];
  });
}
