// Builds `dist` of a package: JavaScript and declarations, one file for each source file, by the compiler that checks it.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Publishable, root } from "./publishable.ts";
import { writeTemplate } from "./template.ts";

/** That no other file needs them is the compiler's finding: the project is composite. */
const TESTS = "**/*.test.ts";

/** A folder of sources with its project, and where its build goes. */
interface Part {
  readonly source: string;
  readonly project: string;
  readonly output: string;
}

/** Builds packages into their `dist` folders, what they refer to first. Throws with the compiler's findings. */
export function buildPackages(packages: readonly Publishable[]): void {
  // An earlier build may have left files whose sources are gone.
  for (const { folder } of packages)
    for (const path of ["dist", CACHE]) rmSync(join(folder, path), { recursive: true, force: true });
  const parts = packages.flatMap(({ folder }) => partsOf(folder));
  const projects = parts.map(writeBuildProject);
  const compiler = join(root, "node_modules/.bin/tsc");
  const { status, stdout, stderr } = spawnSync(compiler, ["-b", "--checkers", "1", ...projects], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`The packages don't compile:\n${stdout}${stderr}`);
  parts.forEach(copyStyles);
  for (const { folder, manifest } of packages)
    if (manifest.name === "create-pitstop") writeTemplate(join(folder, "dist/template"));
}

const CACHE = "node_modules/.cache/build";

/** `src`, and for the pages `vite`, which runs in Node instead of a browser. */
function partsOf(folder: string): Part[] {
  const main = { source: join(folder, "src"), project: folder, output: join(folder, "dist") };
  const vite = join(folder, "vite");
  return existsSync(vite)
    ? [main, { source: vite, project: vite, output: join(folder, "dist/vite") }]
    : [main];
}

/** The project of a part without its tests. Gives the path of the file. */
function writeBuildProject({ source, project, output }: Part): string {
  const cache = join(dirname(source), CACHE, basename(source));
  mkdirSync(cache, { recursive: true });
  const inherited = join(project, "tsconfig.json");
  const settings = {
    extends: inherited,
    compilerOptions: {
      rootDir: source,
      outDir: output,
      tsBuildInfoFile: join(cache, "tsbuildinfo"),
      emitDeclarationOnly: false,
      rewriteRelativeImportExtensions: true,
    },
    include: [source],
    exclude: [join(source, TESTS)],
    references: referencesOf(inherited),
  };
  const file = join(cache, "tsconfig.json");
  writeFileSync(file, JSON.stringify(settings, null, 2));
  return file;
}

/**
 * References are the one setting that a project doesn't inherit. Only tests need the application: a source that
 * imports it doesn't compile.
 */
function referencesOf(file: string): { path: string }[] {
  const { references = [] } = JSON.parse(readFileSync(file, "utf8")) as { references?: { path: string }[] }; // ours
  return references
    .map(({ path }) => ({ path: resolve(dirname(file), path) }))
    .filter(({ path }) => path.startsWith(join(root, "pitstop")));
}

/** Styles are copied beside what imports them. Declarations keep the import too, where no resolution finds it. */
function copyStyles({ source, output }: Part): void {
  const styles = globSync("**/*.css", { cwd: source });
  if (styles.length === 0) return;
  for (const path of globSync("**/*.d.ts", { cwd: output })) {
    const file = join(output, path);
    writeFileSync(file, readFileSync(file, "utf8").replace(/^import "[^"]+\.css";\n/gm, ""));
  }
  for (const path of styles) {
    mkdirSync(dirname(join(output, path)), { recursive: true });
    copyFileSync(join(source, path), join(output, path));
  }
}
