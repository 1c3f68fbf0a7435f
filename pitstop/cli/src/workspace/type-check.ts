import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { API, APIOptions, Diagnostic, Snapshot } from "typescript/unstable/sync";
import { isTyped, type Syntax } from "./typed-name.ts";
import type { Workspace } from "./workspace.ts";

/** One complaint of the compiler, with the place in the text that it is about. */
export interface CompileError {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** The compiler's API, which few commands need, loaded where one does. */
const compilerApi = () =>
  createRequire(import.meta.url)("typescript/unstable/sync") as typeof import("typescript/unstable/sync");

const compilerSyntax = () => createRequire(import.meta.url)("typescript/unstable/ast") as Syntax;

/** Starts the compiler. At a signal that it can answer it would write into the terminal: it gets another one. */
function startCompiler(options: APIOptions): API {
  const endSilently = (message: unknown) => {
    const { process: started } = message as { process: ChildProcess }; // as Node documents this channel
    const kill = started.kill.bind(started);
    started.kill = () => kill("SIGKILL");
  };
  subscribe("child_process", endSilently);
  try {
    return new (compilerApi().API)(options);
  } finally {
    unsubscribe("child_process", endSilently);
  }
}

type Files = ReadonlyMap<string, string>;

/** The settings of single files: a package's own are not known where a file is asked for outside its project. */
const SETTINGS = {
  target: "esnext",
  module: "nodenext",
  jsx: "react-jsx",
  lib: ["esnext", "dom", "dom.iterable"],
  types: ["node"],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  verbatimModuleSyntax: true,
};

/**
 * Type-checks files of a workspace as it would be, as often as its texts change: the compiler runs as a process of its
 * own and asks for texts. Close it in the end.
 */
export class TypeCheck {
  readonly #root: string;
  readonly #config: string;
  readonly #compiler: API;
  /** What has been asked for: a project that grows is read again at its new files alone. */
  readonly #asked = new Set<string>();
  #files: Files;
  #folders: ReadonlySet<string>;
  #snapshot: Snapshot | undefined;

  constructor(workspace: Pick<Workspace, "root" | "files">) {
    this.#root = workspace.root;
    this.#files = workspace.files;
    this.#folders = this.#foldersOf(workspace.files);
    this.#config = join(workspace.root, "tsconfig.plan.json"); // a name for the project; no such file is written
    this.#compiler = startCompiler({
      cwd: workspace.root,
      fs: {
        readFile: (path) => (path === this.#config ? this.#project() : this.#text(path)),
        fileExists: (path) => (path === this.#config ? true : this.#exists(path)),
        // A folder that only the edits have is one all the same.
        directoryExists: (path) => this.#folders.has(path) || undefined,
      },
    });
  }

  /** What the compiler says about the files at these paths, with all texts as in `files`; nothing of one that isn't there. */
  errors(files: Files, paths: readonly string[]): CompileError[] {
    const { program } = this.#projectOf(files, paths);
    const asked = paths.filter((path) => files.has(path));
    return asked.flatMap((path) =>
      program.getSemanticDiagnostics(join(this.#root, path)).map((diagnostic) => ({
        path,
        start: diagnostic.pos,
        end: diagnostic.end,
        message: messageOf(diagnostic),
      })),
    );
  }

  /** Of places in a file that have the name of an attribute, those where no type says what it is. */
  untyped(files: Files, path: string, places: readonly number[], attributes: ReadonlySet<string>): number[] {
    const { program, checker } = this.#projectOf(files, [path]);
    const source = program.getSourceFile(join(this.#root, path));
    if (!source) return [];
    const syntax = compilerSyntax();
    return places.filter(
      (place) => !isTyped(syntax, checker, syntax.getTouchingPropertyName(source, place), attributes),
    );
  }

  close(): void {
    this.#compiler.close();
  }

  #projectOf(files: Files, paths: readonly string[]) {
    const changes = this.#changes(files, paths);
    this.#snapshot = this.#compiler.updateSnapshot(
      this.#snapshot ? { fileChanges: changes } : { openProjects: [this.#config] },
    );
    const project = this.#snapshot.getProject(this.#config);
    if (!project) throw new Error("The compiler opened no project.");
    return project;
  }

  /** Takes the texts and paths in, and returns what is different from the last ones. */
  #changes(files: Files, paths: readonly string[]) {
    const before = this.#files;
    const absolute = (names: Iterable<string>) => [...names].map((path) => join(this.#root, path));
    const changed = [...files].filter(([path, text]) => before.has(path) && before.get(path) !== text);
    const created = [...files.keys()].filter((path) => !before.has(path));
    const deleted = [...before.keys()].filter((path) => !files.has(path));
    const isNew = paths.some((path) => !this.#asked.has(path));
    for (const path of paths) this.#asked.add(path);
    this.#files = files;
    if (created.length > 0 || deleted.length > 0) this.#folders = this.#foldersOf(files);
    return {
      changed: [...absolute(changed.map(([path]) => path)), ...(isNew ? [this.#config] : [])],
      created: absolute(created),
      deleted: absolute(deleted),
    };
  }

  #project(): string {
    return JSON.stringify({ compilerOptions: SETTINGS, files: [...this.#asked].map((path) => `./${path}`) });
  }

  /** A text of the workspace as it would be; undefined for what is installed, which the compiler reads itself. */
  #text(path: string): string | null | undefined {
    const name = this.#nameOf(path);
    if (name === undefined) return undefined;
    return this.#files.get(name) ?? (isOwnSource(name) ? null : undefined);
  }

  #exists(path: string): boolean | undefined {
    const name = this.#nameOf(path);
    if (name === undefined) return undefined;
    return this.#files.has(name) || (isOwnSource(name) ? false : undefined);
  }

  #foldersOf(files: Files): Set<string> {
    const folders = new Set<string>();
    for (const path of files.keys())
      for (
        let folder = dirname(join(this.#root, path));
        folder.length > this.#root.length;
        folder = dirname(folder)
      )
        folders.add(folder);
    return folders;
  }

  #nameOf(path: string): string | undefined {
    return path.startsWith(`${this.#root}/`) ? path.slice(this.#root.length + 1) : undefined;
  }
}

/** The sentence of a complaint with those that explain it, as one. */
const messageOf = ({ text, messageChain = [] }: Diagnostic): string =>
  [text, ...messageChain.map(messageOf)].join(" ");

/** Source of the workspace: it stands in the map, or it was taken out of it. */
const isOwnSource = (path: string): boolean =>
  /^(apps|packages|bench|scripts)\//.test(path) &&
  !path.includes("node_modules/") &&
  /\.(ts|tsx)$/.test(path);
