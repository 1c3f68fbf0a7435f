import type { ImportDeclaration, ImportSpecifier } from "oxc-parser";
import { FileEdit, lineStart, nextLine } from "./file-edit.ts";
import { MAX_LINE } from "./layout.ts";
import { addItem, type List, removeItem } from "./list-edit.ts";
import { notUnderstood, readSource, type Source, statementText } from "./source.ts";

export const importsOf = (source: Source): ImportDeclaration[] =>
  source.program.body.filter((statement) => statement.type === "ImportDeclaration");

/** The local name under which a file has an export of a module; undefined where it does not import it by name. */
export function localName(source: Source, module: string | RegExp, exported: string): string | undefined {
  for (const declaration of importsOf(source)) {
    const isModule =
      typeof module === "string"
        ? declaration.source.value === module
        : module.test(declaration.source.value);
    if (!isModule) continue;
    const found = specifiers(declaration).find((specifier) => importedName(specifier) === exported);
    if (found) return found.local.name;
  }
  return undefined;
}

/** Where a local name comes from. */
export function moduleOf(source: Source, local: string): string | undefined {
  return importsOf(source).find((declaration) =>
    declaration.specifiers.some((specifier) => specifier.local.name === local),
  )?.source.value;
}

/** What a name is called in the module that it comes from: `zod` → `z`. One that isn't imported has its own. */
export function originalName(source: Source, local: string): string {
  for (const { source: module, specifiers: all } of importsOf(source)) {
    const found = all.find((specifier) => specifier.local.name === local);
    if (found?.type === "ImportSpecifier") return importedName(found);
    if (found) return /^zod(\/|$)/.test(module.value) ? "z" : local;
  }
  return local;
}

/** The reverse: what this file calls it. */
export const nameHere = (source: Source, original: string): string =>
  importsOf(source)
    .flatMap((declaration) => declaration.specifiers.map(({ local }) => local.name))
    .find((local) => originalName(source, local) === original) ?? original;

/** Generated code that begins with an imported name (`decimal(12, 2)`), by the name that the file has for it. */
export const inNamesOf = (source: Source, code: string): string =>
  code.replace(/^\w+/, (name) => nameHere(source, name));

/** Imports a name, in the order that the formatter keeps: in the module's own import, or in a line of its own. */
export function addImport(edit: FileEdit, module: string, name: string, { isType = false } = {}) {
  const { source } = edit;
  const sameModule = importsOf(source).filter((declaration) => declaration.source.value === module);
  if (sameModule.some((declaration) => specifiers(declaration).some((each) => importedName(each) === name)))
    return;
  const declaration = sameModule.find(
    ({ importKind, specifiers: all }) =>
      (importKind === "type") === isType && all.every(({ type }) => type === "ImportSpecifier"),
  );
  if (declaration) return addSpecifier(edit, declaration, name);
  const line = statementText(source, `import ${isType ? "type " : ""}{ ${name} } from "${module}";`);
  const follower = importsOf(source).find((other) => compareModules(other.source.value, module) > 0);
  if (follower) return edit.insert(lineStart(source.text, follower.start), `${line}${source.eol}`);
  const last = importsOf(source).at(-1);
  edit.insert(last ? nextLine(source.text, last.end) : 0, `${line}${source.eol}`);
}

/** Takes a name out of the imports, with the line of the last one. */
export function removeImport(edit: FileEdit, local: string) {
  const { source } = edit;
  for (const declaration of importsOf(source)) {
    const specifier = declaration.specifiers.find((each) => each.local.name === local);
    if (!specifier) continue;
    if (declaration.specifiers.length === 1) {
      return edit.remove(lineStart(source.text, declaration.start), nextLine(source.text, declaration.end));
    }
    const all = specifiers(declaration);
    if (specifier.type !== "ImportSpecifier") throw notUnderstood(source, specifier, "an import by name");
    return rewriteSpecifiers(
      edit,
      declaration,
      all.filter((each) => each !== specifier).map((each) => specifierText(source, each)),
    );
  }
}

/** Whether a name stands anywhere in the file but in its imports and behind a point. */
export function isUsed(source: Source, local: string, text: string = source.text): boolean {
  const withoutImports = text.replace(/^import\s[\s\S]*?from\s+["'][^"'\n]*["'];?/gm, "");
  return new RegExp(`(?<![\\w$.])${local}(?![\\w$])`).test(withoutImports);
}

function addSpecifier(edit: FileEdit, declaration: ImportDeclaration, name: string) {
  const texts = specifiers(declaration).map((each) => specifierText(edit.source, each));
  const before = texts.findIndex((text) => compareNames(text, name) > 0);
  const place = before < 0 ? texts.length : before;
  rewriteSpecifiers(edit, declaration, [...texts.slice(0, place), name, ...texts.slice(place)]);
}

/** Lays the import out as the formatter does; one that had comments or lines of its own is edited item by item. */
function rewriteSpecifiers(edit: FileEdit, declaration: ImportDeclaration, texts: readonly string[]) {
  const { source } = edit;
  const list = specifierList(source, declaration);
  const now = specifiers(declaration).map((each) => specifierText(source, each));
  const inner = source.text.slice(list.start, list.end);
  const isCanonical = inner === specifierBlock(now, source, declaration, list);
  if (isCanonical) return edit.replace(list, specifierBlock(texts, source, declaration, list));
  const added = texts.find((text) => !now.includes(text));
  if (added !== undefined) {
    const index = texts.indexOf(added);
    return addItem(edit, list, added, index === 0 ? undefined : list.items[index - 1]);
  }
  const removed = now.findIndex((text) => !texts.includes(text));
  const item = list.items[removed];
  if (item) removeItem(edit, list, item);
}

function specifierBlock(
  texts: readonly string[],
  source: Source,
  declaration: ImportDeclaration,
  list: List,
): string {
  const before = source.text.slice(declaration.start, list.start);
  const behind = source.text.slice(list.end, declaration.end);
  const oneLine = `{ ${texts.join(", ")} }`;
  if (before.length + oneLine.length + behind.length <= MAX_LINE) return oneLine;
  return `{${source.eol}${texts.map((text) => `${source.indentUnit}${text},${source.eol}`).join("")}}`;
}

function specifierList(source: Source, declaration: ImportDeclaration): List {
  const items = specifiers(declaration);
  const [first] = items;
  const last = items.at(-1);
  if (!first || !last || items.length !== declaration.specifiers.length) {
    throw notUnderstood(source, declaration, "an import of names in braces");
  }
  const start = source.text.lastIndexOf("{", first.start);
  const end = source.text.indexOf("}", last.end) + 1;
  return { start, end, items };
}

const specifiers = (declaration: ImportDeclaration): ImportSpecifier[] =>
  declaration.specifiers.filter((specifier) => specifier.type === "ImportSpecifier");

const importedName = ({ imported }: ImportSpecifier): string =>
  imported.type === "Identifier" ? imported.name : String((imported as { value: unknown }).value);

const specifierText = (source: Source, { start, end }: ImportSpecifier): string =>
  source.text.slice(start, end);

/** Biome's order of modules: packages before files, files from afar before those beside. */
export function compareModules(one: string, other: string): number {
  return rank(one) - rank(other) || (one < other ? -1 : 1);
}

function rank(module: string): number {
  if (module.startsWith("node:")) return 0;
  if (!module.startsWith(".")) return 1;
  return module.startsWith("../") ? 2 : 3;
}

const bareName = (text: string): string => text.replace(/^type\s+/, "");

/** Biome's natural order of names: without regard to case, capitals first where that is the only difference. */
export function compareNames(one: string, other: string): number {
  const [left, right] = [bareName(one), bareName(other)];
  const [low, lower] = [left.toLowerCase(), right.toLowerCase()];
  if (low !== lower) return low < lower ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The text without imports that it used before it was edited, and no longer does. */
export function withoutUnusedImports(before: Source, text: string): string {
  const source = readSource(before.path, text);
  const edit = new FileEdit(source);
  for (const { specifiers } of importsOf(source)) {
    const unused = specifiers.filter(
      ({ local }) => isUsed(before, local.name) && !isUsed(source, local.name),
    );
    const [first] = unused;
    // One of a list at a time: two edits of one list would meet.
    if (!first) continue;
    removeImport(edit, first.local.name);
    return withoutUnusedImports(before, edit.toString());
  }
  return text;
}
