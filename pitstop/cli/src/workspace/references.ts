// Hand-written code that names what an operation renames or removes.
import { parseSync } from "oxc-parser";
import type ts from "typescript6";
import { lineAt } from "../edit/source.ts";
import { RefusedError } from "../errors.ts";
import { seedsFolder } from "../layers/paths.ts";
import { kebabCase, pascalCase, pluralOf } from "../names/case.ts";
import type { CodeReference } from "../plan.ts";
import { type CompileError, TypeCheck, typescript } from "./type-check.ts";
import type { Workspace } from "./workspace.ts";

const MAX_ROUNDS = 8;
const MAX_SHOWN = 20;
const MAX_MESSAGE = 140;

/** Old names of properties and what they become: `color` → `paint`. */
export type Renames = ReadonlyMap<string, string>;

/** What became of the code around an operation. */
export interface Carried {
  /** All texts, with the references carried along. */
  readonly files: ReadonlyMap<string, string>;
  readonly references: readonly CodeReference[];
}

/**
 * Carries renames into the code that no longer compiles with the new names: a place is changed where the compiler
 * refuses exactly the old name and takes the new one; in a file where that is not enough, every name and text that is
 * the old name, if the file compiles then. Throws RefusedError CODE_REFERS where something is left.
 */
export function carryRenames(
  before: Workspace,
  after: ReadonlyMap<string, string>,
  renames: Renames,
  { beside, ownFolder }: { beside: readonly string[]; ownFolder: string },
): Carried {
  const files = new Map(after);
  const references: CodeReference[] = [];
  const carry = (places: readonly Place[]): void => {
    for (const [path, found] of Map.groupBy(places, (place) => place.path)) {
      const text = files.get(path) ?? "";
      references.push(...found.map(({ start }) => referenceAt(path, text, start, true)));
      files.set(path, replaced(text, found));
    }
  };
  // The records that a domain begins with are objects of no type: nobody else says that a key of theirs has gone.
  for (const domain of beside) carry(keysIn(files, `${seedsFolder}/${kebabCase(domain)}.ts`, renames));
  const paths = filesThatName(after, [...renames.keys()], beside);
  if (paths.length === 0) return { files, references };
  const check = new TypeCheck(before);
  let errors = newErrors(check, before, files, paths);
  for (let round = 0; round < MAX_ROUNDS && errors.length > 0; round++) {
    const places = errors.flatMap((error) => placesOf(files, error, renames));
    if (places.length === 0) break;
    carry(places);
    errors = newErrors(check, before, files, pathsOf(errors));
  }
  if (errors.length > 0) {
    // What is left is wrong at another place than where the name stands, such as a list of names that is used below.
    const wrong = pathsOf(errors);
    carry(wrong.flatMap((path) => everyPlace(files, path, renames)));
    // Other files may rely on what the name meant there.
    const left = newErrors(check, before, files, paths);
    if (left.length > 0) throw codeRefers(before, after, errors, "does not compile with the new name");
  }
  // The domain's own tests name the attribute in objects of no type, such as `toMatchObject({ … })`.
  const tests = paths.filter((path) => path.startsWith(`${ownFolder}/`) && /\.test\.tsx?$/.test(path));
  for (const path of tests) {
    const places = everyPlace(files, path, renames);
    const text = files.get(path) ?? "";
    files.set(path, replaced(text, places));
    if (newErrors(check, before, files, [path]).length > 0) files.set(path, text);
    else references.push(...places.map(({ start }) => referenceAt(path, text, start, true)));
  }
  return { files, references };
}

/**
 * Lines of code, and of code in documents, that name something in files that name its domain too: what a person may
 * have to look at, texts first. Comments and prose don't count, and neither does the domain's own statement. With
 * `isCompiled`, names in code don't either: the compiler says where they are wrong, and others mean something else.
 */
export function mentions(
  files: ReadonlyMap<string, string>,
  words: readonly string[],
  domain: string,
  { isCompiled = false } = {},
): CodeReference[] {
  const found: CodeReference[] = [];
  const name = wordPattern(words);
  const beside = domainPattern([domain]);
  for (const [path, text] of files) {
    if (!isHandWritten(path) || !(name.test(text) && beside.test(text))) continue;
    const isDocument = path.endsWith(".md");
    const code = isDocument ? codeOfDocument(text) : withoutComments(path, text);
    if (!beside.test(code)) continue;
    const [lines, texts] = [text.split("\n"), isDocument ? [] : textsOf(code).split("\n")];
    for (const [index, line] of code.split("\n").entries()) {
      if (!name.test(line)) continue;
      const kind = isDocument ? "document" : name.test(texts[index] ?? "") ? "text" : "code";
      if (kind === "code" && isCompiled) continue;
      const stands = (lines[index] ?? "").trim().slice(0, 160);
      found.push({ path, line: index + 1, text: stands, kind, isCarried: false });
    }
  }
  return found.toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
}

const kinds: readonly CodeReference["kind"][] = ["sql", "text", "code", "document"];

/** A code of as many lines in which only texts without blanks are left: `"color"`, `"/cars?color=red"`. */
function textsOf(code: string): string {
  const blank = code.replace(/[^\n]/g, " ");
  return [...code.matchAll(/(["'`])[^\s"'`]*\1/g)].reduce(
    (result, { 0: literal, index }) =>
      result.slice(0, index) + literal + result.slice(index + literal.length),
    blank,
  );
}

/** Packages that work for any domain tell of cars in examples; a domain's statements are edited by the operations. */
const isHandWritten = (path: string): boolean =>
  /\.(tsx?|md)$/.test(path) &&
  !path.includes("/migrations/") &&
  !/^(pitstop|docs)\//.test(path) &&
  !/^packages\/(types\/src|db\/src\/entities)\/[\w-]+(?<!\.test)\.ts$/.test(path);

/** Blocks between fences, and what stands between backquotes in a line. */
function codeOfDocument(text: string): string {
  let isBlock = false;
  return text
    .split("\n")
    .map((line) => {
      if (line.startsWith("```")) {
        isBlock = !isBlock;
        return "";
      }
      return isBlock ? line : [...line.matchAll(/`[^`]+`/g)].join(" ");
    })
    .join("\n");
}

function withoutComments(path: string, text: string): string {
  const { comments } = parseSync(path, text);
  return comments.reduce(
    (code, { start, end }) =>
      code.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, " ") + code.slice(end),
    text,
  );
}

const wordPattern = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w$])(${words.map((word) => word.replace(/[^\w]/g, "\\$&")).join("|")})(?![\\w$])`);

/** A domain's name in code: `car`, `Car`, `cars`, `CarEntity`, `api.call.car`; no part of another word. */
const domainPattern = (names: readonly string[]): RegExp =>
  new RegExp(
    names.map((name) => `(?<![A-Za-z])(?:${name}|${pascalCase(name)}|${pluralOf(name)})(?![a-z])`).join("|"),
  );

/** A name where code can mean an attribute or a domain: behind a point, as a key, in an object, as a text. */
const memberPattern = (names: readonly string[]): RegExp => {
  const name = `(?:${names.map((word) => word.replace(/[^\w]/g, "\\$&")).join("|")})`;
  return new RegExp(`[.]${name}\\b|(?<![\\w$.])${name}\\??\\s*[:(]|[{,]\\s*${name}\\s*[,}]|["']${name}["']`);
};

/**
 * Code that could be concerned: it has the name in its text, and that of the domain (`car`, `Car`, `cars`). Whatever
 * gets at the domain without naming it is left to the type check of the whole workspace after the edits.
 */
function filesThatName(
  after: ReadonlyMap<string, string>,
  names: readonly string[],
  beside: readonly string[],
): string[] {
  const pattern = wordPattern(names);
  const member = memberPattern(names);
  const domain = domainPattern(beside);
  return [...after]
    .filter(([path]) => /^(apps|packages|bench|scripts)\/.*\.tsx?$/.test(path))
    .filter(
      ([path, text]) =>
        !path.includes("/migrations/") && pattern.test(text) && member.test(text) && domain.test(text),
    )
    .map(([path]) => path);
}

const pathsOf = (errors: readonly CompileError[]): string[] => [...new Set(errors.map(({ path }) => path))];

const keyOf = ({ path, message }: CompileError): string => `${path}: ${message}`;

/** The errors that were not there before: the check looks at single files, without their packages' own settings. */
function newErrors(
  check: TypeCheck,
  before: Workspace,
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
): CompileError[] {
  const errors = check.errors(files, paths);
  if (errors.length === 0) return [];
  const known = new Set(check.errors(before.files, pathsOf(errors)).map(keyOf));
  return errors.filter((error) => !known.has(keyOf(error)));
}

interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where an error is about an old name, and what has to stand there instead. */
function placesOf(files: ReadonlyMap<string, string>, error: CompileError, renames: Renames): Place[] {
  const file = treeOf(error.path, files);
  const node = nodeAt(file, error.start, error.start + error.length);
  if (!node) return [];
  const { isIdentifier } = typescript();
  if (isIdentifier(node) && renames.has(node.text)) return [identifierPlace(error.path, file, node, renames)];
  return literalsBelow(node, renames).map((literal) => literalPlace(error.path, file, literal, renames));
}

function treeOf(path: string, files: ReadonlyMap<string, string>): ts.SourceFile {
  const { createSourceFile, ScriptTarget } = typescript();
  return createSourceFile(path, files.get(path) ?? "", ScriptTarget.ESNext, true);
}

/** Every name of a property and every text in a file that is an old name. */
function everyPlace(files: ReadonlyMap<string, string>, path: string, renames: Renames): Place[] {
  const file = treeOf(path, files);
  const { isIdentifier, isStringLiteral, isVariableDeclaration, forEachChild } = typescript();
  const places: Place[] = [];
  const visit = (node: ts.Node): void => {
    if (isIdentifier(node) && renames.has(node.text) && !isVariableDeclaration(node.parent)) {
      places.push(identifierPlace(path, file, node, renames));
    } else if (isStringLiteral(node) && renames.has(node.text)) {
      places.push(literalPlace(path, file, node, renames));
    }
    forEachChild(node, visit);
  };
  visit(file);
  return places;
}

/** The keys of objects that are an old name. */
function keysIn(files: ReadonlyMap<string, string>, path: string, renames: Renames): Place[] {
  const file = treeOf(path, files);
  const { isIdentifier, isStringLiteral, isPropertyAssignment, isShorthandPropertyAssignment, forEachChild } =
    typescript();
  const places: Place[] = [];
  const visit = (node: ts.Node): void => {
    if (isPropertyAssignment(node) || isShorthandPropertyAssignment(node)) {
      const { name } = node;
      if (isIdentifier(name) && renames.has(name.text))
        places.push(identifierPlace(path, file, name, renames));
      if (isStringLiteral(name) && renames.has(name.text))
        places.push(literalPlace(path, file, name, renames));
    }
    forEachChild(node, visit);
  };
  visit(file);
  return places;
}

/** The words of a text, between its quotes. */
function literalPlace(path: string, file: ts.SourceFile, literal: ts.StringLiteral, renames: Renames): Place {
  const text = renames.get(literal.text) as string;
  return { path, start: literal.getStart(file) + 1, end: literal.end - 1, text };
}

function identifierPlace(path: string, file: ts.SourceFile, node: ts.Identifier, renames: Renames): Place {
  const { isShorthandPropertyAssignment, isBindingElement } = typescript();
  const renamed = renames.get(node.text) as string;
  const keepsLocal =
    isShorthandPropertyAssignment(node.parent) ||
    (isBindingElement(node.parent) && node.parent.propertyName === undefined && !node.parent.dotDotDotToken);
  return {
    path,
    start: node.getStart(file),
    end: node.end,
    text: keepsLocal ? `${renamed}: ${node.text}` : renamed,
  };
}

/** The texts that are an old name, in the property or the argument that the compiler complains about. */
function literalsBelow(node: ts.Node, renames: Renames): ts.StringLiteral[] {
  const { isPropertyAssignment, isStringLiteral, forEachChild } = typescript();
  const top = isPropertyAssignment(node.parent) ? node.parent.initializer : node;
  const found: ts.StringLiteral[] = [];
  const visit = (each: ts.Node): void => {
    if (isStringLiteral(each) && renames.has(each.text)) found.push(each);
    forEachChild(each, visit);
  };
  visit(top);
  return found.length === 1 || isStringLiteral(top) ? found : [];
}

function nodeAt(file: ts.SourceFile, start: number, end: number): ts.Node | undefined {
  const { forEachChild } = typescript();
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) > start || node.end < end) return;
    found = node;
    forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function replaced(text: string, places: readonly Place[]): string {
  const unique = [...new Map(places.map((place) => [place.start, place])).values()].sort(
    (one, other) => other.start - one.start,
  );
  return unique.reduce(
    (result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end),
    text,
  );
}

function referenceAt(path: string, text: string, offset: number, isCarried: boolean): CodeReference {
  const line = lineAt(text, offset);
  return {
    path,
    line,
    text: (text.split("\n")[line - 1] ?? "").trim().slice(0, 160),
    kind: "code",
    isCarried,
  };
}

function codeRefers(
  before: Workspace,
  after: ReadonlyMap<string, string>,
  errors: readonly CompileError[],
  what: string,
) {
  const places = errors.map(({ path, start, message }) => {
    const text = after.get(path) ?? before.files.get(path) ?? "";
    return `${path}:${lineAt(text, start)}: ${message.slice(0, MAX_MESSAGE)}`;
  });
  const shown = [...new Set(places)].slice(0, MAX_SHOWN);
  const more = new Set(places).size - shown.length;
  return new RefusedError(
    "CODE_REFERS",
    `Code ${what}:\n${shown.map((place) => `  ${place}`).join("\n")}${more > 0 ? `\n  and ${more} more` : ""}`,
    "Nothing was written. Change this code first.",
  );
}
