import { dropForeignKey, dropIndex, dropUnique, relaxColumn } from "@pitstop/migrator/recipes";
import { z } from "zod";
import { domainArgument, flag, relationArgument } from "../grammar/arguments.ts";
import { pruneRetiredRules } from "../layers/access/layer.ts";
import { refuseOtherSchema } from "../layers/default-schema.ts";
import { removeRelation } from "../layers/entity/entity-edit.ts";
import { leadsTo } from "../layers/entity/entity-file.ts";
import { removeMentions } from "../layers/entity/entity-sql.ts";
import { relationColumn } from "../layers/entity/relation-column.ts";
import { readRetired } from "../layers/retired-layer.ts";
import {
  foreignName,
  inDefaultSchema,
  indexName,
  indexOf,
  planned,
  uniqueName,
  uniqueOf,
} from "../layers/sql.ts";
import type { Operation, PlannedMigration, Retired } from "../plan.ts";
import { changeMember } from "../plans/across-layers.ts";
import { buildsStillUsing, unannounced } from "../plans/announced-removal.ts";
import { NOTHING_CARRIED, namesOfRetired } from "../plans/carry/carry.ts";
import { endedNotes, endedObjects, endedRules } from "../plans/carry/ended.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { noteEndedNames } from "../plans/ended-names.ts";
import { finish, LOST_FOR_GOOD } from "../plans/finish.ts";
import { dropWithArchive, retire, rowsWithValue } from "../plans/retire.ts";
import { statedKey } from "../plans/stated-key.ts";
import { rowWords } from "../rows/row-words.ts";
import { dataMentions } from "../workspace/data-mentions.ts";
import { mentions } from "../workspace/mentions.ts";
import { wordPattern } from "../workspace/name-patterns.ts";
import { type Domain, readDomain, requireRelation } from "../workspace/read-domain.ts";
import { sqlFragments } from "../workspace/sql-fragments.ts";
import { sqlReferences } from "../workspace/sql-in-code.ts";

const Arguments = z.object({
  domain: domainArgument,
  relation: relationArgument,
  now: flag("Drop the column in one step; only safe where no other code runs"),
});

/** Takes a relation out of every layer of both domains; the column stays, retired, until it is purged. */
export const relationRemove: Operation<typeof Arguments> = {
  name: "relation:remove",
  summary: "Remove a relation from every layer of both domains",
  arguments: Arguments,
  examples: ["pitstop relation:remove car category", "pitstop relation:remove car category --now"],
  plan(workspace, { domain: name, relation, now }) {
    const domain = readDomain(workspace, name);
    const stated = requireRelation(domain.types, name, relation);
    refuseOtherSchema(domain);
    const removal = { domain, member: relation, announcedBy: "relation:deprecate" } as const;
    const draft = new Draft(workspace);
    const why = `${name} does not refer to ${stated.domain} any more`;
    const column = relationColumn(domain.entity, relation);
    const { ended } = removeMentions(domain.entity, { attribute: relation, column });
    changeMember(draft, domain, { kind: "remove relation", relation, column }, why);
    const { table } = domain;
    const handled = new Set([
      ...namesOfRetired(workspace),
      foreignName(table, column),
      indexName(table, [column]),
      uniqueName(table, column),
    ]);
    const objects = now ? endedObjects(workspace, { table, column }, handled) : NOTHING_CARRIED;
    const other = readDomain(draft.workspace, stated.domain);
    const collection = collectionOf(other, domain, relation);
    if (collection)
      draft.write(other.entity.source.path, removeRelation(other.entity, collection), "entity", why);
    const named = [relation, `${relation}Id`, ...(collection ? [collection] : [])];
    const retired = {
      domain: name,
      attribute: relation,
      table: domain.table,
      since: workspace.today,
      column,
      type: "bigint",
      relation: {
        domain: stated.domain,
        label: stated.label,
        nullable: stated.isNullable,
        onDelete: keyOf(domain, relation).onDelete,
      },
      ...(keyOf(domain, relation).isUnique && { unique: true }),
    } satisfies Retired;
    if (now) pruneRetiredRules(draft, readRetired(workspace));
    else retire(draft, [retired]);
    return finish(commandWords("relation:remove", [name, relation], { now }), draft, {
      schema: now ? "stated" : "derived",
      migrations: now
        ? [
            ...releaseKey(domain, other, relation),
            ...objects.migrations,
            dropWithArchive(workspace, retired, `drop_${domain.table}_${column}`),
            ...noteEndedNames(workspace, [{ table, attribute: `${relation}Id`, now: null }]),
          ]
        : [],
      retires: now ? [] : [retired],
      order: now ? "together" : "database first",
      rowsAtRisk: [
        rowsWithValue(domain.table, column, rowWords(domain)),
        ...buildsStillUsing(workspace, removal),
      ],
      references: [
        ...sqlReferences(workspace.files, { table, column }),
        ...sqlFragments(draft.workspace.files, { domain: name, column }),
        ...mentions(draft.workspace.files, named, [name, stated.domain]),
        ...dataMentions(workspace, [...named, column], [name, stated.domain]),
      ],
      domains: [...new Set([name, stated.domain])],
      notes: [...endedNotes(ended), ...objects.notes],
      confirmation:
        [now ? LOST_FOR_GOOD : unannounced(removal, workspace.today), endedRules(ended)]
          .filter((reason) => reason !== null)
          .join(" ") || null,
    });
  },
};

/** What the foreign key of a relation does, as its entity states it. */
function keyOf(domain: Domain, relation: string): { onDelete: string; isUnique: boolean } {
  const stated = domain.entity.relations.find(({ name }) => name === relation);
  // What MikroORM takes where none is stated.
  const byDefault = stated?.chain.calls.some(({ name }) => name === "nullable") ? "set null" : "no action";
  const rule = stated?.chain.calls.find(({ name }) => name === "deleteRule")?.text ?? "";
  return {
    onDelete: /["'](.+)["']/.exec(rule)?.[1] ?? byDefault,
    isUnique: stated?.kind === "oneToOne",
  };
}

/** The other side's collection, if its entity has one. */
function collectionOf(other: Domain, domain: Domain, relation: string): string | undefined {
  const found = other.entity.relations.find(
    (candidate) =>
      leadsTo(candidate, domain.entity) &&
      candidate.chain.calls.some(
        ({ name, args: [by], text }) =>
          name === "mappedBy" &&
          (by?.type === "Literal" ? by.value === relation : wordPattern([relation]).test(text)),
      ),
  );
  return found?.name;
}

/** The column loses its foreign key, its index and NOT NULL; down brings them back. */
function releaseKey(domain: Domain, other: Domain, relation: string): PlannedMigration[] {
  const { table, entity } = domain;
  const column = relationColumn(entity, relation);
  const calls = entity.relations.find(({ name }) => name === relation)?.chain.calls ?? [];
  const has = (name: string) => calls.some((call) => call.name === name);
  const name = `release_${table}_${column}`;
  const target = { table: inDefaultSchema(table), column };
  return [
    ...planned(dropForeignKey(statedKey(domain, other, relation)), name),
    ...(has("nullable")
      ? []
      : planned(relaxColumn({ ...target, reason: "code no longer writes the column" }), name)),
    ...(has("owner") ? planned(dropUnique(uniqueOf(table, column)), `${name}_unique`) : []),
    ...(has("index") ? planned(dropIndex(indexOf(table, [column])), `${name}_index`) : []),
  ];
}
