// The access rules: `export const access = defineAccess<…>()({ domains: { car: { … } } })`.
import { type Expression, type ObjectExpression, type ObjectProperty, Visitor } from "oxc-parser";
import { FileEdit } from "../../edit/file-edit.ts";
import { addItem, removeItem } from "../../edit/list-edit.ts";
import { Modules } from "../../edit/modules.ts";
import { bare, propertyList } from "../../edit/object.ts";
import { declarations, notUnderstood, readSource, type Source, textOf } from "../../edit/source.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Member, readMembers, removeMember, renameMember } from "../members.ts";
import { accessFile } from "../paths.ts";

/** The file of the access rules, as far as it is certain. */
export interface AccessFile {
  readonly source: Source;
  readonly rules: ObjectExpression;
  readonly domains: ObjectExpression;
  /** The rules of each domain, by its name. */
  readonly entries: readonly Member[];
}

/** Reads the access rules; undefined for an application that has none. Throws RefusedError FILE_NOT_UNDERSTOOD. */
export function readAccessFile({ files }: Workspace): AccessFile | undefined {
  const text = files.get(accessFile);
  if (text === undefined) return undefined;
  const source = readSource(accessFile, text);
  const declarator = declarations(source)
    .filter((node) => node.type === "VariableDeclaration")
    .flatMap((node) => node.declarations)
    .find(({ id }) => id.type === "Identifier" && id.name === "access");
  const rules = objectOf(declarator?.init ?? undefined);
  const domains = rules && objectOf(membersOf(source, rules).find(({ name }) => name === "domains")?.value);
  if (!(rules && domains))
    throw notUnderstood(
      source,
      declarator ?? 0,
      "export const access = defineAccess<…>()({ … }), with `domains` written out",
    );
  return { source, rules, domains, entries: membersOf(source, domains) };
}

/** The object that an expression is, or that a call takes. */
function objectOf(expression: Expression | undefined): ObjectExpression | undefined {
  const value = expression && bare(expression);
  if (value?.type === "ObjectExpression") return value;
  const [argument] = value?.type === "CallExpression" ? value.arguments : [];
  return argument?.type === "ObjectExpression" ? argument : undefined;
}

const membersOf = (source: Source, object: ObjectExpression): readonly Member[] =>
  readMembers(new Modules(new Map()), source, object).all;

/** The file with a domain more, whose rules are the standard. */
export function addDomain(file: AccessFile, name: string): string {
  if (file.entries.some((entry) => entry.name === name)) return file.source.text;
  const edit = new FileEdit(file.source);
  addItem(edit, propertyList(file.domains), `${name}: {}`);
  return edit.toString();
}

export function removeDomain(file: AccessFile, name: string): string {
  const edit = new FileEdit(file.source);
  const entry = file.entries.find((candidate) => candidate.name === name);
  if (entry) removeMember(edit, file.domains, entry);
  return edit.toString();
}

export function renameDomain(file: AccessFile, from: string, to: string): string {
  const edit = new FileEdit(file.source);
  const entry = file.entries.find((candidate) => candidate.name === from);
  if (entry) renameMember(edit, entry, from, to);
  return edit.toString();
}

/** A rule about an attribute or a relation: its name, and the object that has it. */
interface MemberRule {
  readonly rule: "hidden" | "readOnly";
  readonly object: ObjectExpression;
  readonly member: Member;
}

/** What the rules of a domain say about its attributes and relations, where it is written out. */
export function memberRules({ source, entries }: AccessFile, domain: string): readonly MemberRule[] {
  const entry = entries.find(({ name }) => name === domain);
  const stated = entry && objectOf(entry.value);
  if (!stated) return [];
  return membersOf(source, stated).flatMap(({ name, value }) => {
    const object = name === "hidden" || name === "readOnly" ? objectOf(value) : undefined;
    if (!object) return [];
    const rule = name as MemberRule["rule"]; // one of the two
    return membersOf(source, object).map((member) => ({ rule, object, member }));
  });
}

/** Where the row scopes of a domain name an attribute or `<relation>Id`. */
export function scopeMentions(
  { source, entries }: AccessFile,
  domain: string,
  input: string,
): readonly ObjectProperty[] {
  const entry = entries.find(({ name }) => name === domain);
  const stated = entry && objectOf(entry.value);
  const scope = stated && membersOf(source, stated).find(({ name }) => name === "scope");
  if (!scope) return [];
  const found: ObjectProperty[] = [];
  new Visitor({
    Property(node) {
      const isWithin = node.start > scope.value.start && node.end < scope.value.end;
      const isNamed = node.key.type === "Identifier" && node.key.name === input && !node.computed;
      if (isWithin && isNamed && node.type === "Property") found.push(node as ObjectProperty);
    },
  }).visit(source.program);
  return found;
}

/** The file in which an attribute has another name. */
export function renameAttribute(file: AccessFile, domain: string, from: string, to: string): string {
  const edit = new FileEdit(file.source);
  for (const { member } of memberRules(file, domain))
    if (member.name === from) renameMember(edit, member, from, to);
  for (const node of scopeMentions(file, domain, from))
    renameMember(edit, { name: from, node, value: node.value as Expression, source: file.source }, from, to);
  return edit.toString();
}

/**
 * The file without what it says of an attribute or a relation. From whom it was hidden stays stated, by its column
 * (`cars.price`), as long as older clients are served it.
 */
export function removeMemberRules(file: AccessFile, domain: string, member: string, column: string): string {
  const edit = new FileEdit(file.source);
  const rules = memberRules(file, domain).filter((each) => each.member.name === member);
  for (const { object, member: node } of rules) removeMember(edit, object, node);
  const hidden = rules.find(({ rule }) => rule === "hidden");
  if (hidden) addRetired(edit, file, `"${column}": ${textOf(file.source, hidden.member.value)}`);
  return edit.toString();
}

function addRetired(edit: FileEdit, file: AccessFile, text: string): void {
  const retired = retiredOf(file);
  if (retired) addItem(edit, propertyList(retired), text);
  else addItem(edit, propertyList(file.rules), `retired: { ${text} }`);
}

const retiredOf = ({ source, rules }: AccessFile): ObjectExpression | undefined =>
  objectOf(membersOf(source, rules).find(({ name }) => name === "retired")?.value);

/** The file without the rules of columns that are gone, of all that `isKept` doesn't name. */
export function pruneRetired(file: AccessFile, isKept: (column: string) => boolean): string {
  const retired = retiredOf(file);
  if (!retired) return file.source.text;
  const members = membersOf(file.source, retired);
  const gone = members.filter(({ name }) => !isKept(name));
  const edit = new FileEdit(file.source);
  if (gone.length === members.length) {
    const own = file.rules.properties.find(
      (property) => property.type === "Property" && property.value === retired,
    );
    if (own) removeItem(edit, propertyList(file.rules), own);
  } else for (const { node } of gone) removeItem(edit, propertyList(retired), node);
  return edit.toString();
}
