// Where a name of a file is written out: constants, spreads and schemas, through imports and re-exports.
import { posix } from "node:path";
import type {
  ArrowFunctionExpression,
  Expression,
  Function as FunctionNode,
  ModuleExportName,
  ObjectExpression,
} from "oxc-parser";
import { originalName } from "./imports.ts";
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

  /**
   * The expression that a name, or a property of one, is written out as, as far as that is certain; undefined where
   * nothing is.
   */
  resolve({ source, expression }: Located): Located | undefined {
    const meaning = this.#meaning({ source, expression }, 0);
    return meaning && "expression" in meaning ? meaning : undefined;
  }

  #meaning({ source, expression }: Located, depth: number): Meaning | undefined {
    if (depth > MAX_STEPS) return undefined;
    const value = bare(expression);
    if (value.type === "Identifier") {
      const named = this.#local(source, value.name, depth);
      return named && "expression" in named ? (this.#meaning(named, depth + 1) ?? named) : named;
    }
    if (value.type === "CallExpression") {
      const given = this.#given({ source, expression: value }, depth);
      return given ? this.#meaning(given, depth + 1) : { source, expression: value };
    }
    if (value.type !== "MemberExpression") return { source, expression: value };
    const key = memberName(value);
    const object = this.#meaning({ source, expression: value.object as Expression }, depth + 1);
    if (key === undefined || !object) return undefined;
    const found =
      "module" in object ? this.#exported(object.module, key, depth) : this.#property(object, key, depth);
    return found && "expression" in found ? this.#meaning(found, depth + 1) : found;
  }

  /** What a function without parameters gives where it does nothing else: `const money = () => p.decimal()`. */
  #given({ source, expression }: Located, depth: number): Located | undefined {
    if (expression.type !== "CallExpression" || expression.arguments.length > 0) return undefined;
    const { callee } = expression;
    if (callee.type !== "Identifier" && callee.type !== "MemberExpression") return undefined;
    const found = this.#meaning({ source, expression: callee }, depth + 1);
    const given = found && "expression" in found ? givenBy(found.expression) : undefined;
    return found && "expression" in found && given ? { source: found.source, expression: given } : undefined;
  }

  /** The value of an object's property; of a name that stands twice, the later one. */
  #property({ source, expression }: Located, key: string, depth: number): Meaning | undefined {
    const object = stated(source, bare(expression));
    if (object.type !== "ObjectExpression") return undefined;
    for (const property of object.properties.toReversed()) {
      if (property.type === "SpreadElement") {
        const spread = this.#meaning({ source, expression: property.argument }, depth + 1);
        if (!spread || "module" in spread || !hasPlainKeys(spread.expression)) return undefined;
        const found = this.#property(spread, key, depth + 1);
        if (found) return found;
      } else if (property.computed) return undefined;
      else if (keyOf(property.key) === key) return { source, expression: property.value };
    }
    return undefined;
  }

  /** What a name of this file stands for: a constant of the file, or what it imports. */
  #local(source: Source, name: string, depth: number): Meaning | undefined {
    for (const statement of source.program.body) {
      const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
      if (declared?.type === "VariableDeclaration" && declared.kind === "const") {
        const found = declared.declarations.find(({ id }) => id.type === "Identifier" && id.name === name);
        if (found) return found.init ? { source, expression: found.init } : undefined;
      }
      if (declared?.type === "FunctionDeclaration" && declared.id?.name === name)
        return { source, expression: declared };
      if (statement.type !== "ImportDeclaration") continue;
      const specifier = statement.specifiers.find(({ local }) => local.name === name);
      if (!specifier) continue;
      const module = this.#module(source, statement.source.value);
      if (!module) return undefined;
      if (specifier.type === "ImportNamespaceSpecifier") return { module };
      const imported =
        specifier.type === "ImportDefaultSpecifier" ? "default" : exportName(specifier.imported);
      return this.#exported(module, imported, depth + 1);
    }
    return undefined;
  }

  #exported(source: Source, name: string, depth: number): Meaning | undefined {
    if (depth > MAX_STEPS) return undefined;
    for (const statement of source.program.body) {
      if (statement.type === "ExportDefaultDeclaration" && name === "default")
        return defaultOf(source, statement);
      if (statement.type !== "ExportNamedDeclaration") continue;
      const { declaration } = statement;
      const names =
        declaration?.type === "VariableDeclaration"
          ? declaration.declarations.map(({ id }) => id)
          : declaration?.type === "FunctionDeclaration"
            ? [declaration.id]
            : [];
      if (names.some((id) => id?.type === "Identifier" && id.name === name))
        return this.#local(source, name, depth);
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

  /** The file behind the name of a package of the workspace, or of one of its entries: `@app/types/limits`. */
  #entryOf(name: string): string | undefined {
    this.#packages ??= new Map(
      [...this.#files]
        .filter(([path]) => path.endsWith("package.json"))
        .flatMap(([path, text]) => entriesOf(path, text)),
    );
    return this.#packages.get(name);
  }
}

const MAX_STEPS = 40;

/** What a file exports without a name, where that is an expression. */
function defaultOf(
  source: Source,
  { declaration }: Extract<Source["program"]["body"][number], { type: "ExportDefaultDeclaration" }>,
): Located | undefined {
  const isDeclared = declaration.type === "ClassDeclaration" || declaration.type === "TSInterfaceDeclaration";
  return isDeclared ? undefined : { source, expression: declaration as Expression }; // no class and no type
}

/** What a function without parameters returns, where it does nothing else. */
function givenBy(expression: Expression): Expression | undefined {
  const value = bare(expression);
  if (!isFunction(value) || value.params.length > 0 || value.async || value.generator) return undefined;
  if (value.body?.type !== "BlockStatement") return value.body ?? undefined;
  const [statement, ...others] = value.body.body;
  if (statement?.type !== "ReturnStatement" || others.length > 0) return undefined;
  return statement.argument ?? undefined;
}

const isFunction = (value: Expression): value is ArrowFunctionExpression | FunctionNode =>
  value.type === "ArrowFunctionExpression" ||
  value.type === "FunctionExpression" ||
  value.type === "FunctionDeclaration";

/** What a domain is made of can be read from it: `car.attributes`. */
function stated(source: Source, expression: Expression): Expression {
  if (expression.type !== "CallExpression" || expression.callee.type !== "Identifier") return expression;
  const [statement] = expression.arguments;
  const isDomain = originalName(source, expression.callee.name) === "defineDomain";
  return isDomain && statement && statement.type !== "SpreadElement" ? bare(statement) : expression;
}

function readable(path: string, text: string): Source | undefined {
  try {
    return readSource(path, text);
  } catch {
    // What can't be parsed says nothing; tsc and `check` tell of it.
    return undefined;
  }
}

function entriesOf(path: string, text: string): [string, string][] {
  try {
    const { name, exports = {} } = JSON.parse(text) as { name?: string; exports?: unknown };
    if (name === undefined) return [];
    const entries = typeof exports === "string" ? { ".": exports } : (exports as Record<string, unknown>);
    return Object.entries(entries).flatMap(([entry, target]) => {
      const file = fileOf(target);
      return file === undefined ? [] : [[posix.join(name, entry), posix.join(posix.dirname(path), file)]];
    });
  } catch {
    return [];
  }
}

/** The file of an entry, or of the first of its conditions that has one: `{ "types": …, "default": … }`. */
function fileOf(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null) return undefined;
  return Object.values(target)
    .map(fileOf)
    .find((file) => file !== undefined && /(?<!\.d)\.[cm]?tsx?$/.test(file));
}

/** The name behind the point, or in brackets as a text. */
export function memberName(node: Expression): string | undefined {
  if (node.type !== "MemberExpression" || node.optional) return undefined;
  const { property } = node;
  if (!node.computed) return property.type === "Identifier" ? property.name : undefined;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}

/** Whether an object says which names it has. */
function hasPlainKeys(expression: Expression): boolean {
  const object = bare(expression);
  return (
    object.type === "ObjectExpression" &&
    object.properties.every((property) => property.type === "Property" && !property.computed)
  );
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
