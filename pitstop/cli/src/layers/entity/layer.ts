// The entity: `defineEntity({ … })` in a file for each domain.
import { FileEdit } from "../../edit/file-edit.ts";
import { moduleBetween } from "../../edit/module-path.ts";
import { quoted } from "../../edit/source.ts";
import { pascalCase, pluralOf } from "../../names/case.ts";
import type { Draft } from "../../plans/draft.ts";
import { type Domain, readableDomains, readDomain } from "../../workspace/read-domain.ts";
import { packageNames } from "../domain-package.ts";
import type { Layer, MemberChange } from "../layer.ts";
import { tableOf } from "../new-domain.ts";
import { domainPaths, renamedPath } from "../paths.ts";
import { removeWithReExports } from "../re-exports.ts";
import { renamedWords, without } from "../renamed-words.ts";
import { disagreements } from "./agreement.ts";
import { refuseInCollections, renameInCollections } from "./collection-mentions.ts";
import { restateColumn } from "./entity-change.ts";
import {
  addAttribute,
  addCollection,
  addRelation,
  removeAttribute,
  removeRelation,
  renameProperty,
} from "./entity-edit.ts";
import { type EntityFile, leadsTo, readEntityFile } from "./entity-file.ts";
import { removeMentions, renameInEntity } from "./entity-sql.ts";
import { newEntityText } from "./new-entity.ts";

export const entity: Layer = {
  name: "entity",
  read: (_workspace, domain) => [domain.entity.source.path],
  add(draft, domain, why) {
    draft.write(
      domainPaths(domain.name).entity,
      newEntityText(domain, packageNames(draft.workspace)),
      "entity",
      why,
    );
  },
  remove(draft, domain, why) {
    removeWithReExports(draft, domain.entity.source.path, "entity", why);
    removeCollections(draft, domain.entity, why);
  },
  rename(draft, domain, { name, plural, names }, why) {
    const { source, tableName } = domain.entity;
    const edit = new FileEdit(source);
    edit.replace(tableName.node, quoted(source, `"${tableOf(plural)}"`));
    const text = renamedWords(edit.toString(), without(names, domain.name));
    const path = renamedPath(source.path, domain.name, { name, plural });
    draft.move(source.path, path, withTable(text, domain.table, tableOf(plural)), "entity", why);
    const constant = `${pascalCase(domain.name)}Entity`;
    const word = new Map([[constant, names.get(constant) ?? constant]]);
    for (const { entity: other } of readableDomains(draft.workspace)) {
      const text = renamedWords(other.source.text, word, { texts: false });
      if (text !== other.source.text) draft.write(other.source.path, text, "entity", why);
    }
  },
  change(draft, { name }, change, why) {
    const file = readDomain(draft.workspace, name).entity;
    draft.write(file.source.path, changed(file, change), "entity", why);
    if (
      change.kind === "rename attribute" ||
      change.kind === "remove attribute" ||
      change.kind === "remove relation"
    )
      changeCollections(draft, file, change, why);
    if (change.kind === "add relation" && !change.relation.unique)
      writeCollection(draft, readDomain(draft.workspace, name), change, why);
  },
  check: disagreements,
};

function changed(file: EntityFile, change: MemberChange): string {
  const reread = (text: string) => readEntityFile(file.source.path, text, file.modules);
  switch (change.kind) {
    case "add attribute":
      return addAttribute(file, change.attribute);
    case "remove attribute": {
      const { name: attribute, column } = change.attribute;
      return removeAttribute(reread(removeMentions(file, { attribute, column }).text), attribute);
    }
    case "rename attribute": {
      const { name: attribute, column } = change.attribute;
      const by = { attribute: change.to, column: change.column };
      return renameProperty(reread(renameInEntity(file, { attribute, column }, by)), attribute, change.to);
    }
    case "restate attribute":
      return restateColumn(file, change.before, change.after, change.column);
    case "add relation":
      return addRelation(file, {
        name: change.relation.name,
        target: change.other.entity.constant,
        targetFile: moduleBetween(file.source.path, change.other.entity.source.path),
        isNullable: !change.relation.required,
        isUnique: change.relation.unique,
        onDelete: change.relation.onDelete,
      });
    case "remove relation": {
      const { relation: attribute, column } = change;
      return removeRelation(reread(removeMentions(file, { attribute, column }).text), attribute);
    }
  }
}

/** What entities, this one too, say of an attribute or a relation where they lead to its records. */
function changeCollections(
  draft: Draft,
  target: EntityFile,
  change: Extract<MemberChange, { kind: "rename attribute" | "remove attribute" | "remove relation" }>,
  why: string,
): void {
  const from =
    change.kind === "remove relation"
      ? { attribute: change.relation, column: change.column }
      : { attribute: change.attribute.name, column: change.attribute.column };
  const domains = readableDomains(draft.workspace);
  const entities = domains.map(({ entity }) => entity);
  for (const { name } of domains) {
    const { entity: file } = readDomain(draft.workspace, name);
    if (change.kind !== "rename attribute") {
      refuseInCollections(file, entities, target, from);
      continue;
    }
    const text = renameInCollections(file, entities, target, {
      from,
      to: { attribute: change.to, column: change.column },
    });
    if (text !== file.source.text) draft.write(file.source.path, text, "entity", why);
  }
}

/** The side of the other domain that the new relation leads to. */
function writeCollection(
  draft: Draft,
  domain: Domain,
  { relation, other }: Extract<MemberChange, { kind: "add relation" }>,
  why: string,
): void {
  const file = readDomain(draft.workspace, other.name).entity;
  const taken = [
    ...[...file.attributes, ...file.hidden].map(({ name }) => name),
    ...file.relations.map(({ name }) => name),
  ];
  const plain = pluralOf(domain.name);
  const side = {
    name: taken.includes(plain) ? `${plain}By${pascalCase(relation.name)}` : plain,
    target: domain.entity.constant,
    targetFile: moduleBetween(file.source.path, domain.entity.source.path),
    mappedBy: relation.name,
  };
  draft.write(file.source.path, addCollection(file, side), "entity", why);
}

/** The collections that other entities have of a domain: `cars: () => p.oneToMany(CarEntity)`. */
function removeCollections(draft: Draft, removed: EntityFile, why: string): void {
  for (const { name } of readableDomains(draft.workspace)) {
    for (;;) {
      const file = readDomain(draft.workspace, name).entity;
      const collection = file.relations.find((relation) => leadsTo(relation, removed));
      if (!collection) break;
      draft.write(file.source.path, removeRelation(file, collection.name), "entity", why);
    }
  }
}

/** An index that the entity states as a whole statement names its table. */
const withTable = (text: string, from: string, to: string): string =>
  text.replace(
    new RegExp(`(\\bcreate\\s+(?:unique\\s+)?index\\b[^\\n]*?\\son\\s+)("?)${from}\\2(?=[\\s(])`, "gi"),
    (_all, head: string, quote: string) => `${head}${quote}${to}${quote}`,
  );
