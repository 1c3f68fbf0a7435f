// Where a name of a file is written out: constants, spreads and schemas, through imports and re-exports.
import { posix } from "node:path";
import type { Expression, ModuleExportName, ObjectExpression } from "oxc-parser";
import { bare } from "./object.ts";
import { readSource, type Source } from "./source.ts";

/** An expression and the file that has it. */
export interface Located {
  readonly source: Source;
  readonly expression: Expression;
}

/** What a name stands for: an expression, or a whole module (`import * as address`). */
type Meaning = Located | { readonly module: Source };

/** The files of a workspace by what they import from each other. Nothing is run: what isn't written out isn't found. */
export class Modules {
  readonly #files: ReadonlyMap<string, string>;
  readonly #sources = new Map<string, Source | undefined>();
  #packages: ReadonlyMap<string, string> | undefined;

  constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  /** The expression that a name, or a property of one, is written out as; undefined where that isn't certain. */
  resolve({ source, expression }: Located): Located | undefined {
    const meaning = this.#meaning({ source, expression }, 0);
    return meaning && "expression" in meaning ? meaning : undefined;
  }

  #meaning({ source, expression }: Located, depth: number): Meaning | undefined {
    if (depth > MAX_STEPS) return undefined;
    const value = bare(expression);
    if (value.type === "Identifier") {
      const named = this.#local(source, value.name, depth);
      return named && "expression" in named ? this.#meaning(named, depth + 1) : named;
    }
    if (value.type !== "MemberExpression") return { source, expression: value };
    const key = memberName(value);
    const object = this.#meaning({ source, expression: value.object as Expression }, depth + 1);
    if (key === undefined || !object) return undefined;
    const found = "module" in object ? this.#exported(object.module, key, depth) : propertyOf(object, key);
    return found && "expression" in found ? this.#meaning(found, depth + 1) : found;
  }

  /** What a name of this file stands for: a constant of the file, or what it imports. */
  #local(source: Source, name: string, depth: number): Meaning | undefined {
    for (const statement of source.program.body) {
      const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
      if (declared?.type === "VariableDeclaration" && declared.kind === "const") {
        const found = declared.declarations.find(({ id }) => id.type === "Identifier" && id.name === name);
        if (found) return found.init ? { source, expression: found.init } : undefined;
      }
      if (statement.type !== "ImportDeclaration") continue;
      const specifier = statement.specifiers.find(({ local }) => local.name === name);
      if (!specifier) continue;
      const module = this.#module(source, statement.source.value);
      if (!module || specifier.type === "ImportDefaultSpecifier") return undefined;
      if (specifier.type === "ImportNamespaceSpecifier") return { module };
      return this.#exported(module, exportName(specifier.imported), depth + 1);
    }
    return undefined;
  }

  #exported(source: Source, name: string, depth: number): Meaning | undefined {
    if (depth > MAX_STEPS) return undefined;
    for (const statement of source.program.body) {
      if (statement.type !== "ExportNamedDeclaration") continue;
      if (statement.declaration?.type === "VariableDeclaration") {
        const has = statement.declaration.declarations.some(
          ({ id }) => id.type === "Identifier" && id.name === name,
        );
        if (has) return this.#local(source, name, depth);
      }
      const specifier = statement.specifiers.find(({ exported }) => exportName(exported) === name);
      if (!specifier) continue;
      if (!statement.source) return this.#local(source, exportName(specifier.local), depth + 1);
      const module = this.#module(source, statement.source.value);
      return module && this.#exported(module, exportName(specifier.local), depth + 1);
    }
    for (const statement of source.program.body) {
      if (statement.type !== "ExportAllDeclaration") continue;
      const module = this.#module(source, statement.source.value);
      if (!module) continue;
      if (statement.exported && exportName(statement.exported) === name) return { module };
      const found = statement.exported ? undefined : this.#exported(module, name, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  #module(from: Source, specifier: string): Source | undefined {
    const path = specifier.startsWith(".")
      ? posix.join(posix.dirname(from.path), specifier)
      : this.#entryOf(specifier);
    if (path === undefined) return undefined;
    const stem = path.replace(/\.js$/, "");
    const found = [path, `${stem}.ts`, `${stem}.tsx`, `${stem}/index.ts`].find((each) =>
      this.#files.has(each),
    );
    return found === undefined ? undefined : this.#source(found);
  }

  #source(path: string): Source | undefined {
    if (!this.#sources.has(path)) this.#sources.set(path, readable(path, this.#files.get(path) ?? ""));
    return this.#sources.get(path);
  }

  /** The file behind the name of a package of the workspace. */
  #entryOf(name: string): string | undefined {
    this.#packages ??= new Map(
      [...this.#files]
        .filter(([path]) => path.endsWith("package.json"))
        .flatMap(([path, text]) => entryOf(path, text)),
    );
    return this.#packages.get(name);
  }
}

const MAX_STEPS = 40;

function readable(path: string, text: string): Source | undefined {
  try {
    return readSource(path, text);
  } catch {
    // What can't be parsed says nothing; tsc and `check` tell of it.
    return undefined;
  }
}

function entryOf(path: string, text: string): [string, string][] {
  try {
    const { name, exports } = JSON.parse(text) as { name?: string; exports?: Record<string, unknown> };
    const entry = exports?.["."];
    return name && typeof entry === "string" ? [[name, posix.join(posix.dirname(path), entry)]] : [];
  } catch {
    return [];
  }
}

/** The name behind the point, or in brackets as a text. */
export function memberName(node: Expression): string | undefined {
  if (node.type !== "MemberExpression" || node.optional) return undefined;
  const { property } = node;
  if (!node.computed) return property.type === "Identifier" ? property.name : undefined;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}

function propertyOf({ source, expression }: Located, key: string): Located | undefined {
  const object = bare(expression);
  if (object.type !== "ObjectExpression" || object.properties.some(({ type }) => type === "SpreadElement"))
    return undefined;
  for (const property of object.properties) {
    if (property.type === "Property" && !property.computed && keyOf(property.key) === key)
      return { source, expression: property.value };
  }
  return undefined;
}

function keyOf(
  key: ObjectExpression["properties"][number] extends infer P
    ? P extends { key: infer K }
      ? K
      : never
    : never,
) {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : undefined;
}

const exportName = (name: ModuleExportName): string => (name.type === "Literal" ? name.value : name.name);
