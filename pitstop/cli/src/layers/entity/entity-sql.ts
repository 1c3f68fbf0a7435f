// What an entity says of a column beside the column itself: indexes, uniques, checks, formulas, generated columns.
import type { Expression, Node, ObjectExpression } from "oxc-parser";
import { FileEdit } from "../../edit/file-edit.ts";
import { removeItem } from "../../edit/list-edit.ts";
import { bare, elementList } from "../../edit/object.ts";
import { notUnderstood } from "../../edit/source.ts";
import { readMembers } from "../members.ts";
import { type EntityFile, readEntityFile } from "./entity-file.ts";
import { type EntityMention, mention, type NamedAttribute, type NewName } from "./entity-mention.ts";

/** Every place that names the attribute, with the edits that make it name another one. */
export function entityMentions(file: EntityFile, from: NamedAttribute, to: NewName): EntityMention[] {
  const lists = [
    ["index", file.indexesArray],
    ["unique", file.uniquesArray],
    ["check", file.checksArray],
  ] as const;
  const inLists = lists.flatMap(([kind, array]) =>
    (array?.elements ?? []).flatMap((element) =>
      element === null || element.type === "SpreadElement"
        ? []
        : [mention(file, kind, element, element, { from, to })],
    ),
  );
  const inColumns = [...file.attributes, ...file.hidden].flatMap((member) =>
    member.source === file.source && member.name !== from.attribute
      ? callsOf(member.value, ["formula", "generated"]).map(({ name, argument }) =>
          mention(file, name === "formula" ? "formula" : "generated column", member.node, argument, {
            from,
            to,
          }),
        )
      : [],
  );
  return [...inLists, ...inColumns].filter(({ edits, isCertain }) => edits.length > 0 || !isCertain);
}

/** The file in which all that names the attribute names the other one. Throws FILE_NOT_UNDERSTOOD for what may name it. */
export function renameInEntity(file: EntityFile, from: NamedAttribute, to: NewName): string {
  const edit = new FileEdit(file.source);
  for (const { edits, isCertain, node, kind } of entityMentions(file, from, to)) {
    if (!isCertain) throw uncertain(file, node, kind, from);
    for (const { start, end, text } of edits) edit.replace({ start, end }, text);
  }
  return edit.toString();
}

/** The file without the indexes, uniques and checks that name the attribute, and what they were. */
export function removeMentions(
  file: EntityFile,
  attribute: NamedAttribute,
): { text: string; ended: readonly EntityMention[] } {
  const ended: EntityMention[] = [];
  let current = file;
  for (;;) {
    const found = entityMentions(current, attribute, { attribute: "", column: "" }).find(({ node, kind }) => {
      const properties = current.indexes.find((index) => index.node === node)?.properties;
      // The index on (attribute, id) goes without a word.
      return kind !== "index" || properties?.join() !== `${attribute.attribute},id`;
    });
    if (!found) return { text: current.source.text, ended };
    if (found.kind === "formula" || found.kind === "generated column" || !found.isCertain)
      throw uncertain(current, found.node, found.kind, attribute);
    const array = { index: current.indexesArray, unique: current.uniquesArray, check: current.checksArray }[
      found.kind
    ];
    if (!array) return { text: current.source.text, ended };
    const edit = new FileEdit(current.source);
    const list = elementList(current.source, array);
    const item = list.items.find(({ start }) => start === found.node.start);
    if (item) removeItem(edit, list, item);
    ended.push(found);
    current = readEntityFile(current.source.path, edit.toString(), current.modules);
  }
}

const uncertain = (file: EntityFile, node: Node, kind: string, { attribute }: NamedAttribute) =>
  notUnderstood(file.source, node, `a ${kind} that doesn't name "${attribute}"`);

/** The names that indexes, uniques and checks state themselves. */
export function statedNames(file: EntityFile): Set<string> {
  const arrays = [file.indexesArray, file.uniquesArray, file.checksArray];
  return new Set(
    arrays.flatMap((array) =>
      (array?.elements ?? []).flatMap((element) => {
        const object = element && element.type !== "SpreadElement" ? bare(element) : undefined;
        if (object?.type !== "ObjectExpression") return [];
        const name = memberOf(file, object, "name");
        return name?.type === "Literal" && typeof name.value === "string" ? [name.value] : [];
      }),
    ),
  );
}

const memberOf = (file: EntityFile, object: ObjectExpression, key: string): Expression | undefined => {
  const value = readMembers(file.modules, file.source, object).all.find(({ name }) => name === key)?.value;
  return value && bare(value);
};

/** The arguments of calls of these names in a chain. */
function callsOf(value: Expression, names: readonly string[]): { name: string; argument: Node }[] {
  const found: { name: string; argument: Node }[] = [];
  let node = bare(value);
  while (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
    const { property, object } = node.callee;
    const [argument] = node.arguments;
    if (property.type === "Identifier" && names.includes(property.name) && argument)
      found.push({ name: property.name, argument });
    node = bare(object as Expression); // the object of a call that isn't `super`
  }
  return found;
}
