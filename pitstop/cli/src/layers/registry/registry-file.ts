// The lists in which every domain stands by name: the shared types, the entities and the router.
import { posix } from "node:path";
import type { CallExpression, ExportNamedDeclaration, Expression, ObjectExpression } from "oxc-parser";
import { FileEdit, lineStart, nextLine } from "../../edit/file-edit.ts";
import { addImport, compareModules, compareNames, moduleOf, removeImport } from "../../edit/imports.ts";
import { addItem, removeItem, startWithComments } from "../../edit/list-edit.ts";
import { Modules } from "../../edit/modules.ts";
import { bare, propertyList } from "../../edit/object.ts";
import { declarations, notUnderstood, readSource, type Source, statementText } from "../../edit/source.ts";
import { type Member, readMembers } from "../members.ts";

/** One entry of a list: the domain's name, the constant that stands for it, and the module that it comes from. */
export interface Entry {
  readonly name: string;
  readonly constant: string;
  readonly module: string;
}

/** A file with `export const <list> = { car: CarEntity, … }`. */
export interface Registry {
  readonly source: Source;
  readonly object: ObjectExpression;
  readonly entries: readonly (Entry & { readonly property: Member })[];
}

/** Reads the list of this name: an object, or the object that a call takes (`router({ … })`). */
export function readRegistry(path: string, text: string, list: string): Registry {
  const source = readSource(path, text);
  const declarator = declarations(source)
    .filter((node) => node.type === "VariableDeclaration")
    .flatMap((node) => node.declarations)
    .find(({ id }) => id.type === "Identifier" && id.name === list);
  const value = declarator?.init ? bare(declarator.init) : undefined;
  const object = value?.type === "CallExpression" ? argumentOf(value) : value;
  if (object?.type !== "ObjectExpression") {
    throw notUnderstood(
      source,
      declarator ?? 0,
      `export const ${list} = { … }, with every domain by its name`,
    );
  }
  // What isn't an imported constant by its name is left alone: it's no domain of the tool's.
  const entries = readMembers(new Modules(new Map()), source, object).all.flatMap((property) => {
    const constant = bare(property.value);
    const module = constant.type === "Identifier" ? moduleOf(source, constant.name) : undefined;
    if (constant.type !== "Identifier" || !module) return [];
    return [{ name: property.name, constant: constant.name, module, property }];
  });
  return { source, object, entries };
}

/** The file with an entry more, at the end of the list. */
export function addEntry(
  registry: Registry,
  entry: Entry,
  { exportsAll = false, exportsConstant = false } = {},
): string {
  const edit = new FileEdit(registry.source);
  const text = entry.name === entry.constant ? entry.name : `${entry.name}: ${entry.constant}`;
  if (registry.entries.length === 0 || isInline(registry)) rewriteInline(edit, registry, text);
  else addItem(edit, propertyList(registry.object), text);
  addImport(edit, entry.module, entry.constant);
  if (exportsAll) addExportAll(edit, entry.module);
  if (exportsConstant) changeExport(edit, registry, entry.constant, true);
  return edit.toString();
}

/** The file without an entry, its import and its exports. A module that is still among the files goes on being exported. */
export function removeEntry(
  registry: Registry,
  name: string,
  files: ReadonlyMap<string, string> = new Map(),
): string {
  const edit = new FileEdit(registry.source);
  const entry = registry.entries.find((candidate) => candidate.name === name);
  if (!entry) return registry.source.text;
  removeItem(edit, propertyList(registry.object), entry.property.node);
  removeImport(edit, entry.constant);
  const module = posix.join(posix.dirname(registry.source.path), entry.module);
  if (!files.has(module)) removeExportAll(edit, entry.module);
  changeExport(edit, registry, entry.constant, false);
  return edit.toString();
}

function argumentOf(call: CallExpression): Expression | undefined {
  const [argument] = call.arguments;
  return argument && argument.type !== "SpreadElement" ? bare(argument) : undefined;
}

const isInline = ({ source, object }: Registry): boolean =>
  !source.text.slice(object.start, object.end).includes("\n");

/** `{ car, category }` stays on its line; the router's list has a line per domain also where it is empty. */
function rewriteInline(edit: FileEdit, registry: Registry, text: string): void {
  const { source, object, entries } = registry;
  if (entries.length > 0) addItem(edit, propertyList(object), text);
  else if (source.text.slice(object.start, object.end) === "{}") edit.replace(object, `{ ${text} }`);
  else addItem(edit, propertyList(object), text);
}

function addExportAll(edit: FileEdit, module: string): void {
  const { source } = edit;
  const all = source.program.body.filter((statement) => statement.type === "ExportAllDeclaration");
  const follower = all.find((statement) => compareModules(statement.source.value, module) > 0);
  const line = statementText(source, `export * from "${module}";`) + source.eol;
  if (follower) edit.insert(lineStart(source.text, follower.start), line);
  else edit.insert(all.at(-1) ? nextLine(source.text, all.at(-1)?.end ?? 0) : 0, line);
}

function removeExportAll(edit: FileEdit, module: string): void {
  const { source } = edit;
  for (const statement of source.program.body) {
    if (statement.type !== "ExportAllDeclaration" || statement.source.value !== module) continue;
    edit.remove(lineStart(source.text, statement.start), nextLine(source.text, statement.end));
  }
}

/** `export { CarEntity, CategoryEntity };`, which is not there where there is no entity. */
function changeExport(edit: FileEdit, registry: Registry, constant: string, isAdded: boolean) {
  const { source } = registry;
  const statement = source.program.body.find(
    (node): node is ExportNamedDeclaration =>
      node.type === "ExportNamedDeclaration" && node.declaration === null && node.source === null,
  );
  if (!statement) {
    if (!isAdded) return;
    const declaration = source.program.body.find(
      (node) => node.start <= registry.object.start && node.end >= registry.object.end,
    );
    const place = startWithComments(source, declaration ?? registry.object, 0);
    edit.insert(
      lineStart(source.text, place),
      `${statementText(source, `export { ${constant} };`)}${source.eol}${source.eol}`,
    );
    return;
  }
  const names = statement.specifiers.map((specifier) => source.text.slice(specifier.start, specifier.end));
  const wanted = isAdded
    ? [...names, constant].sort(compareNames)
    : names.filter((name) => name !== constant);
  if (wanted.length > 0)
    return edit.replace(statement, statementText(source, `export { ${wanted.join(", ")} };`));
  const end = nextLine(source.text, statement.end);
  edit.remove(
    lineStart(source.text, statement.start),
    /^\r?\n/.test(source.text.slice(end)) ? nextLine(source.text, end) : end,
  );
}
