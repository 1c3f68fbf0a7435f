import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { CreateError } from "./create-error.ts";
import type { Names } from "./names.ts";

export interface Creation extends Names {
  /** The folder of the application: absent, or empty. */
  readonly folder: string;
  /** Whether it begins with cars and categories. */
  readonly hasExamples: boolean;
  /** Whether it becomes a git repository with a first commit. */
  readonly hasGit: boolean;
}

/** What npm and Biome would read as their own where it lies in a package has another name there. */
const DISGUISE = ".template";

/**
 * Writes a new application. `template` has the folder `frame` with what every application has, and `examples` and `blank`
 * with what the two kinds have besides. Throws CreateError CREATE_FOLDER_NOT_EMPTY; then nothing was written.
 */
export function createApplication(creation: Creation, template: string): void {
  const { folder, hasExamples, hasGit } = creation;
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== ".git")) {
    throw new CreateError(
      "CREATE_FOLDER_NOT_EMPTY",
      `The folder ${folder} is not empty.`,
      "Choose another name, or empty the folder.",
    );
  }
  for (const part of ["frame", hasExamples ? "examples" : "blank"])
    cpSync(join(template, part), folder, { recursive: true });
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || isOfGit(folder, file.parentPath)) continue;
    const path = join(file.parentPath, file.name);
    const own = file.name.endsWith(DISGUISE) ? path.slice(0, -DISGUISE.length) : path;
    renameSync(path, own);
    if (TEXT.test(own)) giveNames(own, creation);
  }
  if (hasGit) commitAll(folder);
}

/** A repository that was there before. */
const isOfGit = (folder: string, parent: string): boolean =>
  relative(folder, parent).split(sep)[0] === ".git";

const TEXT = /\.(ts|tsx|json|md|html|yaml)$/;

/** The template is called "@app" and "Pitstop Application" where an application has its own name. */
function giveNames(path: string, { name, title }: Names): void {
  const text = readFileSync(path, "utf8");
  const named = text
    .replaceAll("@app/", `@${name}/`)
    .replaceAll("pitstop-application", name)
    .replaceAll("Pitstop Application", title);
  if (named !== text) writeFileSync(path, named);
}

/** Without git, or without a name for commits, the files are there all the same. */
function commitAll(folder: string): void {
  const git = (...words: string[]) => spawnSync("git", words, { cwd: folder, stdio: "ignore" }).status === 0;
  if (existsSync(join(folder, ".git")) || !git("init", "--quiet", "--initial-branch", "main")) return;
  if (git("add", "--all")) git("commit", "--quiet", "--message", "chore: a new application");
}
