// Reading the shared types of a domain: `export const car = defineDomain({ … })`.
import type { Expression, ObjectExpression } from "oxc-parser";
import { constantAt } from "../../edit/constant.ts";
import { type Located, Modules } from "../../edit/modules.ts";
import { bare, objectHere, objectIn, spreadOut } from "../../edit/object.ts";
import { declarations, notUnderstood, readSource, type Source } from "../../edit/source.ts";
import { pluralOf, wordsOf } from "../../names/case.ts";
import { type Announcement, announcementIn } from "../announcement.ts";
import { DOMAIN_PACKAGE, domainName } from "../domain-package.ts";
import { type Member, type Members, type Opaque, readMembers } from "../members.ts";

/** A relation as the shared types state it. */
export interface TypesRelation {
  readonly name: string;
  readonly property: Member;
  readonly domain: string;
  /** What says which domain it leads to. */
  readonly target: Located;
  readonly label: string;
  readonly isNullable: boolean;
  readonly announcement: Announcement;
}

/** The statement of a domain and where it is. */
export interface TypesFile {
  readonly source: Source;
  readonly modules: Modules;
  /** The constant that holds it: `car`. */
  readonly constant: string;
  readonly statement: ObjectExpression;
  readonly name: NamedText;
  readonly plural: NamedText;
  readonly one: NamedText;
  readonly many: NamedText;
  readonly title: NamedText;
  readonly announcement: Announcement;
  readonly attributesObject: ObjectExpression;
  readonly members: Members;
  readonly attributes: readonly Member[];
  readonly relationsObject: ObjectExpression;
  readonly relationMembers: Members;
  readonly relations: readonly TypesRelation[];
  /** What can't be read for certain: it stays as it is. */
  readonly opaque: readonly Opaque[];
}

/** A text, and the place that has it. */
export interface NamedText {
  readonly text: string;
  readonly node: Expression;
  /** Whether another file has it, which may be about more than this domain. */
  readonly isElsewhere?: boolean;
}

/** Reads the shared types of a domain. Throws FILE_NOT_UNDERSTOOD where there's no statement of one. */
export function readTypesFile(path: string, text: string, modules = new Modules(new Map())): TypesFile {
  const source = readSource(path, text);
  const defineDomain = domainName(source, "defineDomain");
  if (!defineDomain) throw notUnderstood(source, 0, `import { defineDomain } from "${DOMAIN_PACKAGE}"`);
  const found = declarations(source)
    .filter((node) => node.type === "VariableDeclaration")
    .flatMap((node) => node.declarations)
    .filter(({ init }) => isCallOf(init, defineDomain));
  const [declarator] = found;
  if (!declarator || found.length !== 1 || declarator.id.type !== "Identifier") {
    throw notUnderstood(source, found[1] ?? 0, "one `export const … = defineDomain({ … })`");
  }
  const call = bare(declarator.init as Expression); // isCallOf found one
  const argument = call.type === "CallExpression" ? call.arguments[0] : undefined;
  if (!argument || argument.type === "SpreadElement")
    throw notUnderstood(source, declarator, "defineDomain({ … })");
  const statement =
    objectHere(modules, source, { value: argument }) ??
    objectIn(source, argument, "the statement of the domain");
  const member = membersOf(modules, source, statement);
  const value = (key: string): Expression => member(key).value;
  const elsewhere = ["attributes", "relations"]
    .map(member)
    .filter((each) => !objectHere(modules, source, each));
  if (elsewhere.length > 0) return readTypesFile(path, spreadOut(source, elsewhere), modules);
  const textOf = (node: Expression, what: string): NamedText => {
    const known = constantAt(modules, { source, expression: node })?.value;
    if (typeof known !== "string") throw notUnderstood(source, node, `${what} written out as text`);
    return { text: known, node };
  };
  const name = textOf(value("name"), "name");
  const label = labelOf(modules, source, member("label"), name.text);
  const [attributesObject, relationsObject] = ["attributes", "relations"].map((key) => {
    const object = objectHere(modules, source, member(key));
    if (!object) throw notUnderstood(source, value(key), `${key} written out as { … }`);
    return object;
  }) as [ObjectExpression, ObjectExpression]; // of two keys
  const members = readMembers(modules, source, attributesObject);
  const related = readMembers(modules, source, relationsObject);
  const relations = related.all.map((member) => readRelation(modules, member));
  return {
    source,
    modules,
    constant: declarator.id.name,
    statement,
    name,
    plural: textOf(value("plural"), "plural"),
    ...label,
    title: textOf(value("title"), "title"),
    announcement: announcementIn(constantsOf(modules, source, statement)),
    attributesObject,
    members,
    attributes: members.all,
    relationsObject,
    relationMembers: related,
    relations: relations.filter((relation) => relation !== undefined),
    opaque: [...members.opaque, ...related.opaque],
  };
}

/** The member behind each key that an object has for certain. */
function membersOf(modules: Modules, source: Source, object: ObjectExpression): (key: string) => Member {
  const { all } = readMembers(modules, source, object);
  return (key) => {
    const found = all.find(({ name, spread }) => name === key && spread === undefined);
    if (!found) throw notUnderstood(source, object, `"${key}" here`);
    return found;
  };
}

const NONE: Members = { all: [], opaque: [] };

/** What people call a record and records; the name in words where code makes it, such as a translation. */
function labelOf(
  modules: Modules,
  source: Source,
  member: Member,
  name: string,
): Pick<TypesFile, "one" | "many"> {
  const at = modules.resolve({ source, expression: member.value });
  const object = at ? bare(at.expression) : undefined;
  const { all } = at && object?.type === "ObjectExpression" ? readMembers(modules, at.source, object) : NONE;
  const textOf = (key: "one" | "many", made: string): NamedText => {
    const { source: from, value } = all.find(({ name }) => name === key) ?? member;
    const known = constantAt(modules, { source: from, expression: value })?.value;
    if (typeof known !== "string") return { text: made, node: value, isElsewhere: true };
    return { text: known, node: value, ...(from !== source && { isElsewhere: true }) };
  };
  return { one: textOf("one", wordsOf(name)), many: textOf("many", wordsOf(pluralOf(name))) };
}

/** A relation that isn't written out leads where nobody can say, so it's left alone. */
function readRelation(modules: Modules, property: Member): TypesRelation | undefined {
  const { source, value, name } = property;
  const at = modules.resolve({ source, expression: value });
  const object = at ? bare(at.expression) : undefined;
  if (!at || object?.type !== "ObjectExpression") return undefined;
  const constants = constantsOf(modules, at.source, object);
  const { domain, label, nullable } = constants;
  const stated = readMembers(modules, at.source, object).all.find((member) => member.name === "domain");
  const target = stated && modules.resolve({ source: stated.source, expression: stated.value });
  if (typeof domain !== "string" || !target) return undefined;
  return {
    name,
    property,
    domain,
    target,
    label: typeof label === "string" ? label : name,
    isNullable: nullable === true,
    announcement: announcementIn(constants),
  };
}

/** What is certain of an object's values, by key. */
function constantsOf(modules: Modules, source: Source, object: ObjectExpression): Record<string, unknown> {
  const { all } = readMembers(modules, source, object);
  return Object.fromEntries(
    all.map((member) => [
      member.name,
      constantAt(modules, { source: member.source, expression: member.value })?.value,
    ]),
  );
}

function isCallOf(expression: Expression | null, name: string): boolean {
  if (!expression) return false;
  const call = bare(expression);
  return call.type === "CallExpression" && call.callee.type === "Identifier" && call.callee.name === name;
}
