import { posix } from "node:path";
import * as entityLayer from "../../layers/entity-layer.ts";
import * as typesLayer from "../../layers/types-layer.ts";
import { pascalCase, pluralOf, wordsOf } from "../../names/case.ts";
import { type Domain, readDomain } from "../../workspace/read-domain.ts";
import type { Draft } from "../draft.ts";

export interface NewRelation {
  readonly name: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly onDelete: "restrict" | "set-null" | "cascade";
  readonly label?: string | undefined;
}

/** Writes both sides: the relation with its foreign key, and the collection of the other domain. */
export function relate(draft: Draft, domain: Domain, other: Domain, args: NewRelation): void {
  const { name } = args;
  const why = `${domain.name} refers to ${other.name}`;
  const label = args.label ?? (name === other.name ? other.label.one : wordsOf(name));
  const statement = { name, domain: other.name, label, isNullable: !args.required };
  draft.write(domain.types.source.path, typesLayer.addRelation(domain.types, statement), "types", why);
  const column = {
    name,
    target: other.entity.constant,
    targetFile: `./${posix.basename(other.entity.source.path)}`,
    isNullable: !args.required,
    isUnique: args.unique,
    onDelete: args.onDelete,
  };
  draft.write(domain.entity.source.path, entityLayer.addRelation(domain.entity, column), "entity", why);
  if (args.unique) return;
  const { entity } = readDomain(draft.workspace, other.name);
  const taken = [
    ...[...entity.attributes, ...entity.hidden].map((member) => member.name),
    ...entity.relations.map((relation) => relation.name),
  ];
  const plain = pluralOf(domain.name);
  const collection = taken.includes(plain) ? `${plain}By${pascalCase(name)}` : plain;
  const side = {
    name: collection,
    target: domain.entity.constant,
    targetFile: `./${posix.basename(domain.entity.source.path)}`,
    mappedBy: name,
  };
  draft.write(entity.source.path, entityLayer.addCollection(entity, side), "entity", why);
}
