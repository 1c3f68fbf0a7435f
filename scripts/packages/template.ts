// The template of `create-pitstop`, made from this repository's own application: what every new application has, and
// what those with examples and those without have besides.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { blankFiles } from "./blank.ts";
import { publishablePackages, root } from "./publishable.ts";

/** Files by their path from the root of an application. */
export type Files = ReadonlyMap<string, string>;

/** What tests this repository rather than an application, and what an application has in another form. */
const NOT_OURS =
  /^packages\/types\/test\/|^packages\/db\/src\/scripts\/.*\.test\.ts$|^apps\/server\/(src\/.*\.test\.ts|vitest\.config\.ts)$/;

const FROM_ROOT = [
  ".dockerignore",
  ".editorconfig",
  ".env.example",
  ".gitignore",
  "Dockerfile",
  "biome.json",
  "compose.yaml",
  "deploy/app-migrate.service",
  "deploy/app.service",
  "deploy/grafana-dashboard.json",
  "deploy/kubernetes.yaml",
  "tsconfig.base.json",
];

/** Writes the template to a folder, which is made anew. */
export function writeTemplate(folder: string): void {
  // Elsewhere first: Biome takes no second settings beneath those of this repository.
  const made = mkdtempSync(join(tmpdir(), "pitstop-template-"));
  try {
    makeTemplate(made);
    rmSync(folder, { recursive: true, force: true });
    cpSync(made, folder, { recursive: true });
  } finally {
    rmSync(made, { recursive: true });
  }
}

function makeTemplate(folder: string): void {
  const examples = withRootFiles(applicationFiles());
  const blank = blankFiles(examples);
  const isSame = (path: string) => examples.get(path) === blank.get(path);
  write(
    join(folder, "frame"),
    [...examples].filter(([path]) => isSame(path)),
  );
  write(
    join(folder, "examples"),
    [...examples].filter(([path]) => !isSame(path)),
  );
  write(
    join(folder, "blank"),
    [...blank].filter(([path]) => !isSame(path)),
  );
  cpSync(join(root, "pitstop/create/frame"), join(folder, "frame"), { recursive: true });
  format(folder);
  for (const path of globSync("**/{.gitignore,biome.json,package.json}", { cwd: folder }))
    renameSync(join(folder, path), join(folder, path + DISGUISE));
}

function write(folder: string, files: Iterable<readonly [string, string]>): void {
  for (const [path, text] of files) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

/** What npm and Biome would read as their own where it lies in a package has another name there. */
const DISGUISE = ".template";

/** As the application's own lint wants it; what git ignores, such as a build, counts too. */
function format(folder: string): void {
  const biome = join(root, "node_modules/.bin/biome");
  const options = ["--write", "--vcs-enabled=false", `--config-path=${root}`, "--log-level=error"];
  execFileSync(biome, ["format", ...options, folder], { stdio: "pipe", shell: process.platform === "win32" });
}

function applicationFiles(): Files {
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "apps", "packages"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const paths = listed.split("\n").filter((path) => path !== "" && !NOT_OURS.test(path));
  return new Map(paths.map((path) => [path, adapted(path, readFileSync(join(root, path), "utf8"))]));
}

/** A file as an application has it: the machinery comes from a registry, and it has a title of its own. */
function adapted(path: string, text: string): string {
  if (path.endsWith("package.json")) return json(adaptedManifest(JSON.parse(text)));
  if (path.endsWith("tsconfig.json")) return json(adaptedProject(JSON.parse(text)));
  if (TITLED.includes(path))
    return text.replace(/(title: |title=|<title>)("?)Pitstop/, "$1$2Pitstop Application");
  return text;
}

const TITLED = ["packages/api/src/about.ts", "apps/client/index.html", "apps/client/src/main.tsx"];

interface Manifest {
  exports?: Record<string, string>;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function adaptedManifest(manifest: Manifest): Manifest {
  const { exports, scripts = {}, dependencies, devDependencies } = manifest;
  return {
    ...manifest,
    ...(exports && {
      exports: without(exports, (door) => door.startsWith("./testing/") && door !== "./testing/setup"),
    }),
    scripts: without(scripts, (name) => name === "test" && "serve" in scripts), // the server's tests are of its bundle
    ...(dependencies && { dependencies: fromRegistry(dependencies) }),
    ...(devDependencies && { devDependencies: fromRegistry(devDependencies) }),
  };
}

const versions = new Map(publishablePackages().map(({ manifest }) => [manifest.name, manifest.version]));

function fromRegistry(dependencies: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(dependencies).map(([name, version]) => {
      const published = versions.get(name);
      return [name, published === undefined ? version : `^${published}`];
    }),
  );
}

const without = (
  entries: Record<string, string>,
  isLeftOut: (key: string) => boolean,
): Record<string, string> => Object.fromEntries(Object.entries(entries).filter(([key]) => !isLeftOut(key)));

function adaptedProject(project: { references?: { path: string }[] }): object {
  const references = (project.references ?? []).filter(
    ({ path }) => !/(^|\/)(pitstop|bench|scripts)(\/|$)/.test(path),
  );
  return { ...project, references };
}

/** The files of an application with those at its root, which follow from what it names. */
function withRootFiles(application: Files): Files {
  const files = new Map([
    ...application,
    ...FROM_ROOT.map((path) => [path, readFileSync(join(root, path), "utf8")] as const),
  ]);
  const project = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"));
  const agents = readFileSync(join(root, "AGENTS.md"), "utf8");
  // The reference is a page of this repository; `--help` says the same.
  files.set(
    "AGENTS.md",
    agents.replace(/^Each command .*\n/m, "`pnpm pitstop --help` lists each command.\n"),
  );
  files.set("tsconfig.json", json(adaptedProject(project)));
  files.set("package.json", json(rootManifest()));
  files.set("pnpm-workspace.yaml", workspaceSettings(application));
  const biome = JSON.parse(files.get("biome.json") ?? "{}");
  // Where imports of its packages stand depends on its name.
  files.set("biome.json", json({ ...biome, assist: { actions: { source: { organizeImports: "off" } } } }));
  return files;
}

function rootManifest(): object {
  const { type, devEngines, scripts, devDependencies } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const { build, serve, typecheck, lint, format } = scripts;
  const { knip: _, pitstop: __, ...tools } = devDependencies;
  return {
    name: "pitstop-application",
    private: true,
    type,
    devEngines,
    scripts: {
      start: "pitstop-start",
      test: "turbo run --continue //#lint //#typecheck test",
      build,
      serve,
      typecheck,
      lint,
      format,
      pitstop: "pitstop",
    },
    devDependencies: fromRegistry({ ...tools, "@pitstop/start": "", pitstop: "" }),
  };
}

/** The versions of this repository, of what an application names. */
function workspaceSettings(application: Files): string {
  const { catalog, ...settings } = parse(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8"));
  const manifests = [...application].flatMap(([path, text]) =>
    path.endsWith("package.json") ? [JSON.parse(text) as Manifest] : [],
  );
  const used = [...manifests, rootManifest() as Manifest].flatMap(({ dependencies, devDependencies }) =>
    Object.keys({ ...dependencies, ...devDependencies }),
  );
  const named = Object.fromEntries(Object.entries(catalog).filter(([name]) => used.includes(name)));
  return stringify({
    ...settings,
    packages: ["apps/*", "packages/*"],
    catalog: named,
    // pnpm waits a day with what was just published; the packages of a release belong together.
    minimumReleaseAgeExclude: ["@pitstop/*", "pitstop"],
  });
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
