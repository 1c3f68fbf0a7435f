// What an entity's conditions say of attributes of another one through a relation: `{ category: { name: "Sedan" } }`.
import type { Expression } from "oxc-parser";
import { bare } from "../../edit/object.ts";
import { readMembers } from "../members.ts";
import { type EntityFile, leadsTo } from "./entity-file.ts";
import { type EntityMention, type Names, placed, propertyKey } from "./entity-mention.ts";

/** A condition on records of an entity; undefined where it can't be read. */
interface Condition {
  readonly kind: "filter" | "collection";
  readonly of: EntityFile | undefined;
  readonly value: Expression;
  readonly source: EntityFile["source"];
  readonly isRead: boolean;
}

/** Where filters of an entity, and the order of its collections, name the attribute of the target through a relation. */
export function relatedMentions(
  file: EntityFile,
  entities: readonly EntityFile[],
  target: EntityFile,
  names: Names,
): EntityMention[] {
  return conditionsOf(file, entities)
    .map((condition) => mentionIn(condition, entities, target, names))
    .filter(({ edits, isCertain }) => edits.length > 0 || !isCertain);
}

function conditionsOf(file: EntityFile, entities: readonly EntityFile[]): Condition[] {
  const filters = file.filters.map(({ source, value }): Condition => {
    const object = bare(value);
    const stated =
      object.type === "ObjectExpression" && source === file.source
        ? readMembers(file.modules, source, object).all.find(({ name }) => name === "cond")
        : undefined;
    const isRead = stated !== undefined && isWrittenOut(stated.value);
    return { kind: "filter", of: file, value: isRead ? stated.value : value, source, isRead };
  });
  const collections = file.relations.flatMap((relation) =>
    relation.chain.calls
      .filter(({ name }) => name === "orderBy" || name === "where")
      .flatMap(({ args }) => args.filter((argument) => argument.type !== "SpreadElement"))
      .map((value): Condition => {
        const { source } = relation.chain;
        const of = entities.find((entity) => leadsTo(relation, entity));
        return {
          kind: "collection",
          of,
          value,
          source,
          isRead: source === file.source && isWrittenOut(value),
        };
      }),
  );
  return [...filters, ...collections];
}

/** Whether a condition is an object, or a callback that gives one and does nothing else. */
function isWrittenOut(value: Expression): boolean {
  const node = bare(value);
  if (node.type === "ArrowFunctionExpression" && node.expression)
    return isWrittenOut(node.body as Expression); // no block
  return node.type === "ObjectExpression" || node.type === "ArrayExpression";
}

function mentionIn(
  { kind, of, value, source, isRead }: Condition,
  entities: readonly EntityFile[],
  target: EntityFile,
  { from, to }: Names,
): EntityMention {
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (node: Expression, entity: EntityFile | undefined, isRelated: boolean): void => {
    const inner = bare(node);
    if (inner.type === "ArrowFunctionExpression" && inner.body.type !== "BlockStatement")
      visit(inner.body, entity, isRelated);
    if (inner.type === "ArrayExpression")
      for (const element of inner.elements)
        if (element && element.type !== "SpreadElement") visit(element, entity, isRelated);
    if (inner.type !== "ObjectExpression") return;
    for (const property of inner.properties) {
      if (property.type !== "Property" || property.computed) continue;
      const { name, place } = propertyKey(property);
      const relation = entity?.relations.find((each) => each.name === name);
      if (isRelated && name === from.attribute && entity?.constant === target.constant) {
        const behind = property.shorthand ? `: ${name}` : "";
        edits.push({ start: place.start, end: place.end, text: to.attribute + behind });
      } else if (name.startsWith("$")) visit(property.value, entity, isRelated);
      else if (relation)
        visit(
          property.value,
          entities.find((each) => leadsTo(relation, each)),
          true,
        );
    }
  };
  if (isRead) visit(value, of, false);
  const place = placed(source, value);
  const isCertain = isRead || of === undefined || !mayName(place.text, of, entities, target, from.attribute);
  return { ...place, kind, edits, isCertain };
}

/** Whether what can't be read has the attribute's name, and that of a relation that leads to its entity. */
function mayName(
  text: string,
  of: EntityFile,
  entities: readonly EntityFile[],
  target: EntityFile,
  attribute: string,
): boolean {
  const has = (word: string) => new RegExp(`\\b${word}\\b`).test(text);
  const leading = [of, ...entities].flatMap(({ relations }) =>
    relations.filter((relation) => leadsTo(relation, target)).map(({ name }) => name),
  );
  return has(attribute) && leading.some(has);
}
