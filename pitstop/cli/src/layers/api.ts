// The folder of a domain in the API: its service, its router, its tests.
import { compareNames } from "../edit/imports.ts";
import { kebabCase, pascalCase } from "../names/case.ts";
import { routerRegistry } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { apiFilesOf } from "./api-files.ts";
import { type PackageNames, packageNames } from "./domain-package.ts";
import { derived, type Layer } from "./layer.ts";
import type { NewDomain } from "./new-domain.ts";
import { apiFile, domainPaths, renamedPath } from "./paths.ts";
import { renamedWords } from "./renamed-words.ts";

export const service = ofFolder("service", (path) => path.endsWith(".service.ts"), serviceText);
export const tests = ofFolder("tests", (path) => path.endsWith(".test.ts"), testText);
/** What else people keep in the folder goes with the router. */
export const router = ofFolder("router", (path) => !/\.(service|test)\.ts$/.test(path), routerText);

/** The layer of some of the folder's files. */
function ofFolder(
  name: "service" | "router" | "tests",
  has: (path: string) => boolean,
  text: (domain: NewDomain, names: PackageNames, isLogged: boolean) => string,
): Layer {
  const layer: Layer = {
    ...derived,
    name,
    read: (workspace, domain) =>
      apiFilesOf(workspace.files.keys(), routerRegistry(workspace), domain).filter(has),
    add(draft, domain, why) {
      const paths = domainPaths(domain.name);
      draft.write(
        { ...paths, tests: paths.test }[name],
        text(domain, packageNames(draft.workspace), isLogging(draft.workspace)),
        name,
        why,
      );
    },
    remove(draft, domain, why) {
      for (const path of layer.read(draft.workspace, domain)) draft.write(path, null, name, why);
    },
    rename(draft, domain, to, why) {
      const folder = renamedPath(domain.apiFolder, domain.name, to);
      for (const path of layer.read(draft.workspace, domain)) {
        const file = renamedPath(path, domain.name, to).slice(domain.apiFolder.length);
        const text = draft.workspace.files.get(path) ?? "";
        const code = /\.tsx?$/.test(path) ? renamedWords(text, to.names, { texts: false }) : text;
        draft.move(path, folder + file, code, name, why);
      }
    },
  };
  return layer;
}

function serviceText({ name }: NewDomain, names: PackageNames): string {
  return `import { ${pascalCase(name)}Entity } from "${names.db}";
import { ${name} } from "${names.types}";
import { crudService } from "../trpc.ts";

export const ${name}Service = crudService(${name}, ${pascalCase(name)}Entity);
`;
}

/** Whether the application logs changes, so that its records have a history. */
const isLogging = ({ files }: Workspace): boolean => /\bchangeLog\b/.test(files.get(apiFile) ?? "");

function routerText({ name }: NewDomain, packages: PackageNames, isLogged: boolean): string {
  const file = kebabCase(name);
  const type = pascalCase(name);
  const names = [
    "ById",
    "Count",
    "Deleted",
    "Deletion",
    ...["", "Count", "Create", "List", "Page", "Update"].map((suffix) => type + suffix),
    ...(isLogged ? ["HistoryPage", "HistoryQuery", "Restoration", "TrashQuery"] : []),
  ];
  const service = `${name}Service`;
  const procedures = [
    ["list", `${type}List`, `${type}Page`, "query"],
    ["count", `${type}Count`, "Count", "query"],
    ["byId", "ById", type, "query"],
    ["create", `${type}Create`, type, "mutation"],
    ["update", `${type}Update`, type, "mutation"],
    ["delete", "Deletion", "Deleted", "mutation"],
    ...(isLogged
      ? ([
          ["history", "HistoryQuery", "HistoryPage", "query"],
          ["trash", "TrashQuery", "HistoryPage", "query"],
          ["restore", "Restoration", type, "mutation"],
        ] as const)
      : []),
  ] as const;
  return `import {
${names
  .sort(compareNames)
  .map((each) => `  ${each},\n`)
  .join("")}} from "${packages.types}";
import { procedure, router } from "../trpc.ts";
import { ${service} } from "./${file}.service.ts";

export const ${name}Router = router({
${procedures
  .map(
    ([procedure, input, output, kind]) =>
      `  ${procedure}: procedure
    .input(${input})
    .output(${output})
    .${kind}(({ ctx, input }) => ${service}.${procedure}(ctx.em, input)),
`,
  )
  .join("")}});
`;
}

function testText({ name }: NewDomain, names: PackageNames): string {
  return `import { ${name} } from "${names.types}";
import { describeDomain } from "../../test/describe-domain.ts";

// What every domain passes: each attribute there and back, filters, sorting, bad input, conflicts.
describeDomain(${name});
`;
}
