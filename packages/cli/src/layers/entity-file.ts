// Reading an entity: `export const CarEntity = defineEntity({ … })`.
import type { ArrayExpression, Expression, ObjectExpression } from "oxc-parser";
import { type Chain, readChain } from "../edit/chain.ts";
import { localName } from "../edit/imports.ts";
import { bare, elementList, type NamedProperty, objectIn, propertiesOf, textIn } from "../edit/object.ts";
import { declarations, notUnderstood, readSource, type Source } from "../edit/source.ts";

/** A property of an entity that leads to another one. */
export interface EntityRelation {
  readonly name: string;
  readonly property: NamedProperty;
  /** `manyToOne`, `oneToOne`, `oneToMany`, … */
  readonly kind: string;
  /** The constant of the entity that it leads to, as this file calls it. */
  readonly target: string;
  readonly chain: Chain;
}

/** An index over properties, in their order. */
export interface EntityIndex {
  readonly node: Expression;
  readonly properties: readonly string[];
}

export interface EntityFile {
  readonly source: Source;
  /** The constant: `CarEntity`. */
  readonly constant: string;
  readonly name: { readonly text: string; readonly node: Expression };
  readonly tableName: { readonly text: string; readonly node: Expression };
  readonly statement: ObjectExpression;
  readonly indexesArray: ArrayExpression | undefined;
  readonly indexes: readonly EntityIndex[];
  readonly uniquesArray: ArrayExpression | undefined;
  readonly uniques: readonly EntityIndex[];
  readonly propertiesObject: ObjectExpression;
  readonly attributes: readonly NamedProperty[];
  readonly relations: readonly EntityRelation[];
}

/** Reads the entity of this constant. Throws FILE_NOT_UNDERSTOOD. */
export function readEntityFile(path: string, text: string): EntityFile {
  const source = readSource(path, text);
  const defineEntity = localName(source, /^@mikro-orm\//, "defineEntity");
  if (!defineEntity) throw notUnderstood(source, 0, `import { defineEntity, p } from "@mikro-orm/core"`);
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
  const call = bare(declarator.init as Expression);
  const argument = call.type === "CallExpression" ? call.arguments[0] : undefined;
  if (!argument || argument.type === "SpreadElement")
    throw notUnderstood(source, declarator, "defineEntity({ … })");
  const statement = objectIn(source, argument, "the entity");
  const members = new Map(propertiesOf(source, statement).map((property) => [property.name, property.value]));
  const member = (key: string): Expression => {
    const value = members.get(key);
    if (!value) throw notUnderstood(source, statement, `"${key}" in the entity`);
    return value;
  };
  const spread = localName(source, "./record.ts", "record");
  const propertiesObject = objectIn(source, member("properties"), "properties");
  const properties = propertiesOf(source, propertiesObject, { spreads: spread ? [spread] : [] });
  const isRelation = ({ value }: NamedProperty) => bare(value).type === "ArrowFunctionExpression";
  const indexesArray = arrayIn(source, members.get("indexes"), "indexes");
  const uniquesArray = arrayIn(source, members.get("uniques"), "uniques");
  return {
    source,
    constant: declarator.id.name,
    name: { text: textIn(source, member("name"), "name"), node: member("name") },
    tableName: { text: textIn(source, member("tableName"), "tableName"), node: member("tableName") },
    statement,
    indexesArray,
    indexes: readIndexes(source, indexesArray),
    uniquesArray,
    uniques: readIndexes(source, uniquesArray),
    propertiesObject,
    attributes: properties.filter((property) => !isRelation(property)),
    relations: properties.filter(isRelation).map((property) => readRelation(source, property)),
  };
}

function readRelation(source: Source, property: NamedProperty): EntityRelation {
  const arrow = bare(property.value);
  if (arrow.type !== "ArrowFunctionExpression" || !arrow.expression) {
    throw notUnderstood(source, property.node, "a relation like `() => p.manyToOne(…)`");
  }
  const chain = readChain(source, arrow.body as Expression, "the relation");
  const [first] = chain.calls;
  const target = first?.args[0];
  if (!first || !target || target.type !== "Identifier") {
    throw notUnderstood(source, property.node, "a relation like `() => p.manyToOne(CategoryEntity)`");
  }
  return { name: property.name, property, kind: first.name, target: target.name, chain };
}

function arrayIn(source: Source, value: Expression | undefined, what: string): ArrayExpression | undefined {
  if (!value) return undefined;
  const array = bare(value);
  if (array.type === "ArrayExpression") return array;
  throw notUnderstood(source, value, `${what} written out as [ … ]`);
}

function readIndexes(source: Source, array: ArrayExpression | undefined): EntityIndex[] {
  if (!array) return [];
  elementList(source, array);
  return array.elements.map((element) => {
    if (element === null || element.type === "SpreadElement")
      throw notUnderstood(source, array, "every index written out");
    const properties = propertiesOf(source, objectIn(source, element, "the index"));
    const over = properties.find(({ name }) => name === "properties")?.value;
    const names = over ? bare(over) : undefined;
    if (over && names?.type === "Literal")
      return { node: element, properties: [textIn(source, over, "a property")] };
    // An index by expression or over columns of its own is for people; it names no property here.
    if (names?.type !== "ArrayExpression") return { node: element, properties: [] };
    return {
      node: element,
      properties: names.elements.map((name) => {
        if (name === null || name.type === "SpreadElement")
          throw notUnderstood(source, element, "names of properties");
        return textIn(source, name, "the name of a property");
      }),
    };
  });
}
