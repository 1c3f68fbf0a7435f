// What an entity says of attributes of another one, of whose records it has a collection.
import { FileEdit } from "../../edit/file-edit.ts";
import type { EntityFile } from "./entity-file.ts";
import { type EntityMention, mention, type NamedAttribute, type Names } from "./entity-mention.ts";
import { uncertain } from "./entity-sql.ts";

/** Where an entity orders or chooses the records of a collection by an attribute of theirs. */
export function collectionMentions(
  file: EntityFile,
  { constant }: Pick<EntityFile, "constant">,
  names: Names,
): EntityMention[] {
  return file.relations
    .filter(({ target, chain }) => target === constant && chain.source === file.source)
    .flatMap(({ property, chain }) =>
      chain.calls
        .filter(({ name }) => name === "orderBy" || name === "where")
        .flatMap(({ name, args }) =>
          args.map((argument) => mention(file, "collection", property.node, argument, names, name)),
        ),
    )
    .filter(({ edits, isCertain }) => edits.length > 0 || !isCertain);
}

/** The file in which its collections of these records name the other attribute. Throws FILE_NOT_UNDERSTOOD. */
export function renameInCollections(
  file: EntityFile,
  target: Pick<EntityFile, "constant">,
  names: Names,
): string {
  const edit = new FileEdit(file.source);
  for (const found of collectionMentions(file, target, names)) {
    if (!found.isCertain) throw uncertain(found, names.from);
    for (const { start, end, text } of found.edits) edit.replace({ start, end }, text);
  }
  return edit.toString();
}

/** Throws FILE_NOT_UNDERSTOOD for a collection that can't do without the attribute. */
export function refuseInCollections(
  file: EntityFile,
  target: Pick<EntityFile, "constant">,
  attribute: NamedAttribute,
): void {
  const [found] = collectionMentions(file, target, { from: attribute, to: { attribute: "", column: "" } });
  if (found) throw uncertain(found, attribute);
}
