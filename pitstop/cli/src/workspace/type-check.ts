import { hash } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript6";
import type { Workspace } from "./workspace.ts";

/** One complaint of the compiler, with the place in the text that it is about. */
export interface CompileError {
  readonly path: string;
  readonly start: number;
  readonly length: number;
  readonly message: string;
}

/**
 * TypeScript with the API that 7 does not have yet; loaded when an operation asks, because it takes 0.3 s. Its
 * messages are those of the workspace's own compiler.
 */
export const typescript = (): typeof ts => createRequire(import.meta.url)("typescript6") as typeof ts;

/** What was read of libraries holds for every check of this process. */
let registry: ts.DocumentRegistry | undefined;

/** Type-checks files of a workspace as it would be, as often as its texts change. */
export class TypeCheck {
  readonly #ts = typescript();
  readonly #root: string;
  readonly #service: ts.LanguageService;
  #files: ReadonlyMap<string, string>;
  #paths: readonly string[] = [];
  #asked = 0;

  constructor(workspace: Workspace) {
    this.#root = workspace.root;
    this.#files = workspace.files;
    registry ??= this.#ts.createDocumentRegistry(false, "", this.#ts.JSDocParsingMode.ParseForTypeErrors);
    this.#service = this.#ts.createLanguageService(this.#host(), registry);
  }

  /** What the compiler says about the files at these paths, with all texts as in `files`. Takes seconds at first. */
  errors(files: ReadonlyMap<string, string>, paths: readonly string[]): CompileError[] {
    this.#files = files;
    this.#paths = paths;
    this.#asked++;
    return paths.flatMap((path) =>
      this.#service
        .getSemanticDiagnostics(join(this.#root, path))
        .map(({ start = 0, length = 0, messageText }) => ({
          path,
          start,
          length,
          message: this.#ts.flattenDiagnosticMessageText(messageText, " "),
        })),
    );
  }

  /** A folder that only the edits have; the compiler does not look for files in a folder that is not there. */
  #isNewFolder(folder: string): boolean {
    for (const path of this.#files.keys()) if (path.startsWith(`${folder}/`)) return true;
    return false;
  }

  #host(): ts.LanguageServiceHost {
    const { sys, ScriptSnapshot, getDefaultLibFilePath, JSDocParsingMode } = this.#ts;
    const relative = (path: string): string => path.slice(this.#root.length + 1);
    const read = (path: string): string | undefined => {
      const name = relative(path);
      if (this.#files.has(name)) return this.#files.get(name);
      return path.startsWith(`${this.#root}/`) && isOwnSource(name) ? undefined : sys.readFile(path);
    };
    const exists = (path: string): boolean => {
      const name = relative(path);
      if (this.#files.has(name)) return true;
      return !(path.startsWith(`${this.#root}/`) && isOwnSource(name)) && sys.fileExists(path);
    };
    return {
      getCompilationSettings: () => this.#options(),
      // As the compiler does by itself: half of a library's text is documentation.
      jsDocParsingMode: JSDocParsingMode.ParseForTypeErrors,
      getScriptFileNames: () => this.#paths.map((path) => join(this.#root, path)),
      // Between two files of one question nothing changes: the service need not look at every file again.
      getProjectVersion: () => String(this.#asked),
      // What is installed stays as it is while a plan is made.
      getScriptVersion: (path) => (isOwnSource(relative(path)) ? hash("sha1", read(path) ?? "") : "1"),
      getScriptSnapshot: (path) => {
        const text = read(path);
        return text === undefined ? undefined : ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => this.#root,
      getDefaultLibFileName: getDefaultLibFilePath,
      fileExists: exists,
      readFile: read,
      directoryExists: (path) => sys.directoryExists(path) || this.#isNewFolder(relative(path)),
      getDirectories: sys.getDirectories,
      ...(sys.realpath && { realpath: sys.realpath }),
    };
  }

  #options(): ts.CompilerOptions {
    const { ScriptTarget, ModuleKind, JsxEmit } = this.#ts;
    return {
      target: ScriptTarget.ESNext,
      module: ModuleKind.NodeNext,
      jsx: JsxEmit.ReactJSX,
      lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
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
  }
}

/** Source of the workspace: it stands in the map, or it was taken out of it. */
const isOwnSource = (path: string): boolean =>
  /^(apps|packages|bench|scripts)\//.test(path) &&
  !path.includes("node_modules/") &&
  /\.(ts|tsx)$/.test(path);
