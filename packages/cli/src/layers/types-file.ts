// Reading the shared types of a domain: `export const car = defineDomain({ … })`.
import type { Expression, ObjectExpression } from "oxc-parser";
import { localName } from "../edit/imports.ts";
import { bare, type NamedProperty, objectIn, propertiesOf, textIn } from "../edit/object.ts";
import { declarations, notUnderstood, readSource, type Source } from "../edit/source.ts";

/** A relation as the shared types state it. */
export interface TypesRelation {
  readonly name: string;
  readonly property: NamedProperty;
  readonly domain: string;
  readonly label: string;
  readonly isNullable: boolean;
}

/** The statement of a domain and where it stands. */
export interface TypesFile {
  readonly source: Source;
  /** The constant that holds it: `car`. */
  readonly constant: string;
  readonly statement: ObjectExpression;
  readonly name: NamedText;
  readonly plural: NamedText;
  readonly one: NamedText;
  readonly many: NamedText;
  readonly title: NamedText;
  readonly attributesObject: ObjectExpression;
  readonly attributes: readonly NamedProperty[];
  readonly relationsObject: ObjectExpression;
  readonly relations: readonly TypesRelation[];
}

export interface NamedText {
  readonly text: string;
  readonly node: Expression;
}

/** Reads the shared types of a domain. Throws FILE_NOT_UNDERSTOOD. */
export function readTypesFile(path: string, text: string): TypesFile {
  const source = readSource(path, text);
  const defineDomain = localName(source, "./domain.ts", "defineDomain");
  if (!defineDomain) throw notUnderstood(source, 0, `import { defineDomain } from "./domain.ts"`);
  const found = declarations(source)
    .filter((node) => node.type === "VariableDeclaration")
    .flatMap((node) => node.declarations)
    .filter(({ init }) => isCallOf(init, defineDomain));
  const [declarator] = found;
  if (!declarator || found.length !== 1 || declarator.id.type !== "Identifier") {
    throw notUnderstood(source, found[1] ?? 0, "one `export const … = defineDomain({ … })`");
  }
  const call = bare(declarator.init as Expression);
  const argument = call.type === "CallExpression" ? call.arguments[0] : undefined;
  if (!argument || argument.type === "SpreadElement")
    throw notUnderstood(source, declarator, "defineDomain({ … })");
  const statement = objectIn(source, argument, "the statement of the domain");
  const properties = new Map(propertiesOf(source, statement).map((property) => [property.name, property]));
  const value = (key: string): Expression => {
    const property = properties.get(key);
    if (!property) throw notUnderstood(source, statement, `"${key}" in the statement of the domain`);
    return property.value;
  };
  const named = (node: Expression, what: string): NamedText => ({ text: textIn(source, node, what), node });
  const label = new Map(
    propertiesOf(source, objectIn(source, value("label"), "label")).map((property) => [
      property.name,
      property.value,
    ]),
  );
  const labelText = (key: string): NamedText => {
    const node = label.get(key);
    if (!node) throw notUnderstood(source, value("label"), `label: { one: "…", many: "…" }`);
    return named(node, `label.${key}`);
  };
  const attributesObject = objectIn(source, value("attributes"), "attributes");
  const relationsObject = objectIn(source, value("relations"), "relations");
  return {
    source,
    constant: declarator.id.name,
    statement,
    name: named(value("name"), "name"),
    plural: named(value("plural"), "plural"),
    one: labelText("one"),
    many: labelText("many"),
    title: named(value("title"), "title"),
    attributesObject,
    attributes: propertiesOf(source, attributesObject),
    relationsObject,
    relations: propertiesOf(source, relationsObject).map((property) => readRelation(source, property)),
  };
}

function readRelation(source: Source, property: NamedProperty): TypesRelation {
  const values = new Map(
    propertiesOf(source, objectIn(source, property.value, "the relation")).map(({ name, value }) => [
      name,
      value,
    ]),
  );
  const read = (key: string): Expression => {
    const value = values.get(key);
    if (!value) throw notUnderstood(source, property.node, `"${key}" in the relation ${property.name}`);
    return value;
  };
  const nullable = bare(read("nullable"));
  if (nullable.type !== "Literal" || typeof nullable.value !== "boolean") {
    throw notUnderstood(source, nullable, "nullable: true or false");
  }
  return {
    name: property.name,
    property,
    domain: textIn(source, read("domain"), "the relation's domain"),
    label: textIn(source, read("label"), "the relation's label"),
    isNullable: nullable.value,
  };
}

function isCallOf(expression: Expression | null, name: string): boolean {
  if (!expression) return false;
  const call = bare(expression);
  return call.type === "CallExpression" && call.callee.type === "Identifier" && call.callee.name === name;
}
