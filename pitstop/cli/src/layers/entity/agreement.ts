// The entity beside the shared types: types, rules, defaults, indexes, relations.
import type { Attribute } from "../../attribute-types/attribute.ts";
import { attributeTypes } from "../../attribute-types/index.ts";
import { withArticle } from "../../names/case.ts";
import type { Domain } from "../../workspace/read-domain.ts";
import { type Finding, findingAt } from "../finding.ts";
import {
  type EntityFacts,
  entityFacts,
  readAttribute,
  type TypesFacts,
  typesFacts,
} from "../read-attribute.ts";
import { needsIndex, plainIndexOn } from "./entity-edit.ts";

/** Where the entity of a domain doesn't say what the shared types say. */
export function disagreements(domain: Domain): Finding[] {
  const inTypes = new Set(domain.attributes);
  const inEntity = new Set(domain.entity.attributes.map(({ name }) => name));
  // What a spread that can't be read brings may be just what seems to be missing; tsc compares both.
  const [isTypesOpaque, isEntityOpaque] = [domain.types, domain.entity].map(
    ({ opaque }) => opaque.length > 0,
  );
  return [
    ...[...inTypes]
      .filter((name) => !inEntity.has(name) && !isEntityOpaque)
      .map((name) => findingAt(domain, "types", name, `the entity has no "${name}"`)),
    ...[...inEntity]
      .filter((name) => !inTypes.has(name) && !isTypesOpaque)
      .map((name) => findingAt(domain, "entity", name, `the shared types have no "${name}"`)),
    ...[...inTypes].filter((name) => inEntity.has(name)).flatMap((name) => attributeFindings(domain, name)),
    ...relationFindings(domain),
  ];
}

function attributeFindings(domain: Domain, name: string): Finding[] {
  const stated = typesFacts(domain.types, name);
  const column = entityFacts(domain.entity, name);
  const differences = [...typeDifferences(stated, column), ...ruleDifferences(stated, column)];
  const attribute = readAttribute(domain.types, domain.entity, name);
  return [...differences, ...indexDifferences(domain, attribute)].map((text) =>
    findingAt(domain, "entity", name, `${name}: ${text}`),
  );
}

/** What can't be read for certain isn't compared: tsc compares the types of both. */
function typeDifferences(stated: TypesFacts, column: EntityFacts): string[] {
  if (stated.type === undefined || column.types === undefined) return [];
  const found: string[] = [];
  if (!stated.types.some((type) => column.types?.includes(type)))
    found.push(
      `the column is ${withArticle(String(column.types[0]))}, the shared type ${withArticle(stated.type)}`,
    );
  if (stated.isNullable !== column.isNullable)
    found.push(
      `the column may ${column.isNullable ? "" : "not "}be null, the shared type ${stated.isNullable ? "may" : "may not"}`,
    );
  if (isOpaque("default", stated, column)) return found;
  const [ours, theirs] = [stated.default, column.default].map((value) => comparable(stated.type, value));
  if (ours !== theirs)
    found.push(`the column has the default ${theirs ?? "none"}, the shared type ${ours ?? "none"}`);
  return found;
}

const isOpaque = (call: string, ...facts: (TypesFacts | EntityFacts)[]): boolean =>
  facts.some(({ opaque }) => opaque.some((part) => part.call === call));

/** Defaults in one form: a moment and JSON are texts of another form in the entity. */
function comparable(type: string | undefined, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (type === "datetime")
    return new Date(String(value).replace(/\+00$/, "Z").replace(" ", "T")).toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The call that states a rule in the shared types, and the one in the entity. */
const ruleCalls = {
  maxLength: ["max", "length"],
  precision: ["decimal", "precision"],
  scale: ["decimal", "scale"],
} as const;

function ruleDifferences(stated: TypesFacts, column: EntityFacts): string[] {
  if (stated.type === undefined || column.types === undefined) return [];
  // A type of the database's own has rules of its own.
  if (column.unknown.some(({ name }) => name === "columnType")) return [];
  const found: string[] = [];
  const compare = (rule: keyof typeof ruleCalls, word: string) => {
    if (column.types?.includes("text") && rule === "maxLength") return;
    if (ruleCalls[rule].some((call) => isOpaque(call, stated, column))) return;
    const [ours, theirs] = [stated.rules[rule], column.rules[rule]];
    if (ours !== theirs)
      found.push(`the column has ${theirs ?? "no"} ${word}, the shared type ${ours ?? "none"}`);
  };
  compare("maxLength", "characters");
  compare("precision", "digits");
  compare("scale", "digits behind the point");
  if (isOpaque("enum", stated, column)) return found;
  const [ours, theirs] = [stated.rules.values, column.rules.values].map((values) => values?.join(", "));
  if (ours !== theirs)
    found.push(
      `the column has the values ${theirs ?? "of no enum"}, the shared type ${ours ?? "of no enum"}`,
    );
  return found;
}

function indexDifferences(domain: Domain, attribute: Attribute): string[] {
  // What a list that can't be read brings may be just the index that seems to be missing.
  const isOpaque = domain.entity.entries.index.some(({ value }) => value?.type !== "ObjectExpression");
  const isIndexed = isOpaque || plainIndexOn(domain.entity, attribute.name) !== undefined;
  if (needsIndex(attribute) && !isIndexed)
    return [`rows can be ordered by it, and there is no index on ("${attribute.name}", "id")`];
  return attribute.isSortable && attributeTypes.get(attribute.type)?.canBeIndexed(attribute.rules) === false
    ? ["rows can be ordered by it, and its values do not fit into an index"]
    : [];
}

function relationFindings(domain: Domain): Finding[] {
  const owned = domain.entity.relations.filter(
    ({ kind, chain }) => kind === "manyToOne" || chain.calls.some(({ name }) => name === "owner"),
  );
  const found: Finding[] = [];
  for (const relation of domain.types.relations) {
    const column = owned.find(({ name }) => name === relation.name);
    if (!column && domain.entity.opaque.length > 0) continue;
    if (!column)
      found.push(findingAt(domain, "types", relation.name, `the entity has no relation "${relation.name}"`));
    else {
      const isNullable = column.chain.calls.some(({ name }) => name === "nullable");
      if (isNullable !== relation.isNullable)
        found.push(
          findingAt(
            domain,
            "entity",
            relation.name,
            `${relation.name}: the column may ${isNullable ? "" : "not "}be null, the shared type ${relation.isNullable ? "may" : "may not"}`,
          ),
        );
      const isIndexed = column.chain.calls.some(
        ({ name }) => name === "index" || name === "unique" || name === "owner",
      );
      if (!isIndexed)
        found.push(
          findingAt(domain, "entity", relation.name, `${relation.name}: the foreign key has no index`),
        );
    }
  }
  for (const { name } of owned) {
    if (!domain.relations.includes(name) && domain.types.opaque.length === 0)
      found.push(findingAt(domain, "entity", name, `the shared types have no relation "${name}"`));
  }
  return found;
}
