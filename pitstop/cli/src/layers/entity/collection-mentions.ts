// What an entity says of attributes of another one, of whose records it has a collection.
import { FileEdit } from "../../edit/file-edit.ts";
import { type EntityFile, leadsTo } from "./entity-file.ts";
import { type EntityMention, mention, type NamedAttribute, type Names } from "./entity-mention.ts";
import { uncertain } from "./entity-sql.ts";
import { relatedMentions } from "./related-mentions.ts";

/** Where an entity orders or chooses the records of a collection by an attribute of theirs. */
function collectionMentions(
  file: EntityFile,
  to: Pick<EntityFile, "constant" | "classes">,
  names: Names,
): EntityMention[] {
  return file.relations
    .filter((relation) => leadsTo(relation, to) && relation.chain.source === file.source)
    .flatMap(({ property, chain }) =>
      chain.calls
        .filter(({ name }) => name === "orderBy" || name === "where")
        .flatMap(({ name, args }) =>
          args.map((argument) => mention(file, "collection", property.node, argument, names, name)),
        ),
    )
    .filter(({ edits, isCertain }) => edits.length > 0 || !isCertain);
}

/**
 * The file in which its collections of these records, and its conditions through relations, name the other attribute.
 * Throws FILE_NOT_UNDERSTOOD.
 */
export function renameInCollections(
  file: EntityFile,
  entities: readonly EntityFile[],
  target: EntityFile,
  names: Names,
): string {
  const edit = new FileEdit(file.source);
  for (const found of mentionsOf(file, entities, target, names)) {
    if (!found.isCertain) throw uncertain(found, names.from);
    for (const { start, end, text } of found.edits) edit.replace({ start, end }, text);
  }
  return edit.toString();
}

/** Throws FILE_NOT_UNDERSTOOD for a collection or a filter that can't do without the attribute. */
export function refuseInCollections(
  file: EntityFile,
  entities: readonly EntityFile[],
  target: EntityFile,
  attribute: NamedAttribute,
): void {
  const names = { from: attribute, to: { attribute: "", column: "" } };
  const [found] = mentionsOf(file, entities, target, names);
  if (found) throw uncertain(found, attribute);
}

const mentionsOf = (file: EntityFile, entities: readonly EntityFile[], target: EntityFile, names: Names) => [
  ...collectionMentions(file, target, names),
  ...relatedMentions(file, entities, target, names),
];
