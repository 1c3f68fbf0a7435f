// Reading an entity: `export const CarEntity = defineEntity({ … })`.
import type { Expression, Node, ObjectExpression } from "oxc-parser";
import { type Call, type Chain, readChain } from "../../edit/chain.ts";
import { constantAt } from "../../edit/constant.ts";
import { localName, originalName } from "../../edit/imports.ts";
import { Modules } from "../../edit/modules.ts";
import { bare, objectHere, objectIn, spreadOut } from "../../edit/object.ts";
import { declarations, notUnderstood, readSource, type Source, textOf } from "../../edit/source.ts";
import { type Member, type Members, type Opaque, readMembers } from "../members.ts";
import { type ListEntry, listEntries } from "./list-entries.ts";

/** A property of an entity that leads to another one. */
export interface EntityRelation {
  readonly name: string;
  readonly property: Member;
  /** `manyToOne`, `oneToOne`, `oneToMany`, … */
  readonly kind: string;
  /** The entity that it leads to, as its own file calls it: by its constant, or by its class. */
  readonly target: string;
  readonly chain: Chain;
}

/** An index over properties, in their order; none where it's by expression or can't be read. */
export interface EntityIndex {
  /** The entry of the list. */
  readonly node: Node;
  readonly properties: readonly string[];
  /** Whether it's over these properties as they are: no condition, order or kind of its own. */
  readonly isPlain: boolean;
}

export interface EntityFile {
  readonly source: Source;
  readonly modules: Modules;
  /** The constant: `CarEntity`. */
  readonly constant: string;
  /** The names of classes in the file: `class Car extends CarSchema.class`. */
  readonly classes: readonly string[];
  readonly tableName: { readonly text: string; readonly node: Expression };
  /** The schema of the database that the entity states for its table, or what it states it by. */
  readonly schema: string | undefined;
  readonly statement: ObjectExpression;
  /** What follows `indexes:`, where the entity has that. */
  readonly indexesValue: Expression | undefined;
  readonly indexes: readonly EntityIndex[];
  readonly uniques: readonly EntityIndex[];
  readonly entries: Readonly<Record<"index" | "unique" | "check" | "trigger", readonly ListEntry[]>>;
  /** The filters that the entity states by name; what follows `filters:` where they can't be read. */
  readonly filters: readonly Pick<Member, "source" | "value">[];
  readonly propertiesObject: ObjectExpression;
  readonly members: Members;
  /** The columns that answers show. */
  readonly attributes: readonly Member[];
  /** What the API never shows: hidden columns, formulas, embeddables. */
  readonly hidden: readonly Member[];
  readonly relations: readonly EntityRelation[];
  /** What can't be read for certain: it stays as it is. */
  readonly opaque: readonly Opaque[];
}

/** Reads the entity of a file. Throws FILE_NOT_UNDERSTOOD where there's no statement of one. */
export function readEntityFile(path: string, text: string, modules = new Modules(new Map())): EntityFile {
  const source = readSource(path, text);
  const defineEntity = localName(source, /^@mikro-orm\//, "defineEntity");
  if (!defineEntity) throw withoutStatement(source);
  const found = declarations(source)
    .filter((node) => node.type === "VariableDeclaration")
    .flatMap((node) => node.declarations)
    .filter(({ init }) => {
      const call = init ? bare(init) : undefined;
      return (
        call?.type === "CallExpression" &&
        call.callee.type === "Identifier" &&
        call.callee.name === defineEntity
      );
    });
  const [declarator] = found;
  if (!declarator || found.length !== 1 || declarator.id.type !== "Identifier") {
    throw notUnderstood(source, found[1] ?? 0, "one `export const … = defineEntity({ … })`");
  }
  const call = bare(declarator.init as Expression); // the filter above found one
  const argument = call.type === "CallExpression" ? call.arguments[0] : undefined;
  if (!argument || argument.type === "SpreadElement")
    throw notUnderstood(source, declarator, "defineEntity({ … })");
  const statement =
    objectHere(modules, source, { value: argument }) ?? objectIn(source, argument, "the entity");
  const stated = new Map(
    readMembers(modules, source, statement)
      .all.filter(({ spread }) => spread === undefined)
      .map((property) => [property.name, property]),
  );
  const member = (key: string): Member => {
    const property = stated.get(key);
    if (!property) throw notUnderstood(source, statement, `"${key}" in the entity`);
    return property;
  };
  const textAt = (key: string) => {
    const node = member(key).value;
    const known = constantAt(modules, { source, expression: node })?.value;
    if (typeof known !== "string") throw notUnderstood(source, node, `${key} written out as text`);
    return { text: known, node };
  };
  const schemaOf = (table: string): string | undefined => {
    const value = stated.get("schema")?.value;
    if (value === undefined) return table.includes(".") ? table.split(".")[0] : undefined;
    return String(constantAt(modules, { source, expression: value })?.value ?? textOf(source, value));
  };
  const propertiesObject = objectHere(modules, source, member("properties"));
  if (!propertiesObject) return readEntityFile(path, spreadOut(source, [member("properties")]), modules);
  const members = readMembers(modules, source, propertiesObject);
  const properties = members.all
    .filter(({ name, spread }) => !(spread && ofRecord.has(name)))
    .map((property) => readProperty(modules, property));
  const relations = properties.flatMap(({ relation }) => relation ?? []);
  const columns = properties.filter(({ isUnread, relation }) => !isUnread && !relation);
  const unread = properties.filter(({ isUnread }) => isUnread);
  const entries = (key: string) => listEntries(modules, { source, expression: stated.get(key)?.value });
  const [indexEntries, uniqueEntries] = [entries("indexes"), entries("uniques")];
  return {
    source,
    modules,
    constant: declarator.id.name,
    classes: classesIn(source).flatMap(({ id }) => id?.name ?? []),
    tableName: textAt("tableName"),
    schema: schemaOf(textAt("tableName").text),
    statement,
    indexesValue: stated.get("indexes")?.value,
    indexes: readIndexes(modules, indexEntries),
    uniques: readIndexes(modules, uniqueEntries),
    entries: {
      index: indexEntries,
      unique: uniqueEntries,
      check: entries("checks"),
      trigger: entries("triggers"),
    },
    filters: filtersOf(modules, stated.get("filters")),
    propertiesObject,
    members,
    attributes: columns.flatMap(({ property, isHidden }) => (isHidden ? [] : property)),
    hidden: columns.flatMap(({ property, isHidden }) => (isHidden ? property : [])),
    relations: relations.filter(({ kind }) => kind !== "embedded"),
    opaque: [...members.opaque, ...unread.map(({ property: { node } }) => ({ source, node }))],
  };
}

function filtersOf(
  modules: Modules,
  stated: Member | undefined,
): readonly Pick<Member, "source" | "value">[] {
  if (!stated) return [];
  const found = modules.resolve({ source: stated.source, expression: stated.value });
  const object = found && bare(found.expression);
  if (!found || object?.type !== "ObjectExpression") return [stated];
  const { all, opaque } = readMembers(modules, found.source, object);
  return opaque.length > 0 ? [stated] : all;
}

/** What `...record` brings. */
const ofRecord: ReadonlySet<string> = new Set(["id", "createdAt", "updatedAt", "version"]);

/** Why a file without `defineEntity` states no entity that can be edited. */
function withoutStatement(source: Source) {
  const [decorated] = classesIn(source).filter(({ decorators }) => decorators.length > 0);
  if (!decorated) return notUnderstood(source, 0, `import { defineEntity, p } from "@mikro-orm/core"`);
  const name = decorated.id?.name ?? "the entity";
  return notUnderstood(
    source,
    decorated.decorators[0] ?? decorated,
    `${name} as \`defineEntity({ … })\`, because operations can't edit a class with decorators`,
  );
}

const classesIn = (source: Source) =>
  declarations(source).flatMap((node) => (node.type === "ClassDeclaration" ? node : []));

/** Whether a relation leads to an entity, whatever its file calls that. */
export const leadsTo = (
  { target }: EntityRelation,
  { constant, classes }: Pick<EntityFile, "constant" | "classes">,
): boolean => target === constant || classes.includes(target);

/** What a property is, wherever it is written: a relation, a column, what nobody queries, or what can't be read. */
function readProperty(modules: Modules, property: Member) {
  const here = { source: property.source, expression: property.value };
  const { source, expression } = modules.resolve(here) ?? here;
  const chain = chainOf(source, expression);
  const relation = chain && relationOf(property, chain);
  const isHidden = chain?.calls.some(isHiding) ?? false;
  // What is computed later leads to another entity; of one that isn't a chain of calls, nobody can say where.
  const isUnread = bare(expression).type === "ArrowFunctionExpression" && !isHidden && !relation;
  return { property, relation, isHidden, isUnread };
}

/** The builder behind `() => p.manyToOne(…)`, or as it is. */
function chainOf(source: Source, expression: Expression): Chain | undefined {
  const arrow = bare(expression);
  if (arrow.type !== "ArrowFunctionExpression") return readChain(source, expression);
  if (arrow.body.type !== "BlockStatement") return readChain(source, arrow.body);
  const [statement, ...others] = arrow.body.body;
  if (statement?.type !== "ReturnStatement" || others.length > 0) return undefined;
  return statement.argument ? readChain(source, statement.argument) : undefined;
}

const HIDING = new Set(["hidden", "formula", "embedded"]);

const isHiding = ({ name, args }: Call): boolean =>
  HIDING.has(name) || (name === "persist" && args[0]?.type === "Literal" && args[0].value === false);

const RELATIONS = new Set(["manyToOne", "oneToOne", "oneToMany", "manyToMany"]);

function relationOf(property: Member, chain: Chain): EntityRelation | undefined {
  const [first] = chain.calls;
  const target = first?.args[0];
  if (!first || !RELATIONS.has(first.name) || target?.type !== "Identifier") return undefined;
  return {
    name: property.name,
    property,
    kind: first.name,
    target: originalName(chain.source, target.name),
    chain,
  };
}

function readIndexes(modules: Modules, entries: readonly ListEntry[]): EntityIndex[] {
  return entries.map(({ element, source, value }) => {
    if (value?.type !== "ObjectExpression") return { node: element, properties: [], isPlain: false };
    const members = readMembers(modules, source, value).all;
    const over = members.find(({ name }) => name === "properties");
    const known = over && constantAt(modules, { source: over.source, expression: over.value })?.value;
    const properties = Array.isArray(known) ? known.map(String) : typeof known === "string" ? [known] : [];
    const isPlain = members.every(({ name }) => name === "properties" || name === "name");
    return { node: element, properties, isPlain };
  });
}
