import { z } from "zod";
import { attributeArgument, domainArgument, flag } from "../grammar/arguments.ts";
import { pruneRetiredRules } from "../layers/access/layer.ts";
import { checkNotTitle } from "../layers/check-title.ts";
import { refuseOtherSchema } from "../layers/default-schema.ts";
import { needsIndex } from "../layers/entity/entity-edit.ts";
import { removeMentions } from "../layers/entity/entity-sql.ts";
import { ownNames, withoutNamed } from "../layers/entity/own-names.ts";
import { readAttribute } from "../layers/read-attribute.ts";
import { readRetired, retiredSchema } from "../layers/retired-layer.ts";
import type { Operation, Retired } from "../plan.ts";
import { changeMember } from "../plans/across-layers.ts";
import { buildsStillUsing, unannounced } from "../plans/announced-removal.ts";
import { NOTHING_CARRIED, namesOfRetired } from "../plans/carry/carry.ts";
import { typeOfColumn } from "../plans/carry/column-type.ts";
import { endedNotes, endedObjects, endedRules } from "../plans/carry/ended.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { noteEndedNames } from "../plans/ended-names.ts";
import { finish, LOST_FOR_GOOD } from "../plans/finish.ts";
import { handledNames, releaseColumn } from "../plans/replace-column.ts";
import { dropWithArchive, refuseWhileFilled, retire, rowsWithValue } from "../plans/retire.ts";
import { rowWords } from "../rows/row-words.ts";
import { dataMentions } from "../workspace/data-mentions.ts";
import { mentions } from "../workspace/mentions.ts";
import { namesBeside } from "../workspace/names-beside.ts";
import { readDomain, requireAttribute } from "../workspace/read-domain.ts";
import { sqlFragments } from "../workspace/sql-fragments.ts";
import { sqlReferences } from "../workspace/sql-in-code.ts";

const Arguments = z.object({
  domain: domainArgument,
  attribute: attributeArgument,
  now: flag("Drop the column in one step; only safe where no other code runs"),
});

/** Takes an attribute out of every layer; the column stays, retired, until it is purged. */
export const attributeRemove: Operation<typeof Arguments> = {
  name: "attribute:remove",
  summary: "Remove an attribute from every layer",
  arguments: Arguments,
  examples: ["pitstop attribute:remove car color", "pitstop attribute:remove car color --now"],
  plan(workspace, { domain: name, attribute, now }) {
    const domain = readDomain(workspace, name);
    requireAttribute(domain, attribute);
    checkNotTitle(domain, attribute);
    refuseOtherSchema(domain);
    const removal = { domain, member: attribute, announcedBy: "attribute:deprecate" } as const;
    if (now) refuseWhileFilled(workspace, domain, attribute);
    const draft = new Draft(workspace);
    const stated = readAttribute(domain.types, domain.entity, attribute);
    const { ended } = removeMentions(domain.entity, { attribute, column: stated.column });
    const change = { kind: "remove attribute", attribute: stated } as const;
    changeMember(draft, domain, change, `${attribute} is no attribute any more`);
    const beside = namesBeside(workspace, domain);
    const replaced = withoutNamed(stated, ownNames(domain.entity, attribute));
    const handled = new Set([
      ...namesOfRetired(workspace),
      ...handledNames({ table: domain.table, from: { column: stated.column, attribute: replaced } }),
    ]);
    const column = { table: domain.table, column: stated.column };
    const objects = now ? endedObjects(workspace, column, handled) : NOTHING_CARRIED;
    const retired: Retired & { column: string; type: string } = {
      domain: name,
      attribute,
      table: domain.table,
      since: workspace.today,
      column: stated.column,
      type: typeOfColumn(workspace, domain, stated),
      schema: retiredSchema(domain.types, stated),
      ...(stated.isUnique && { unique: true }),
      ...(needsIndex(stated) && { index: true }),
    };
    if (now) pruneRetiredRules(draft, readRetired(workspace));
    else retire(draft, [retired]);
    return finish(commandWords("attribute:remove", [name, attribute], { now }), draft, {
      schema: now ? "stated" : "derived",
      migrations: now
        ? [
            ...objects.migrations,
            ...releaseColumn(domain.table, { column: stated.column, attribute: replaced }),
            dropWithArchive(workspace, retired, `drop_${domain.table}_${stated.column}`),
            ...noteEndedNames(workspace, [{ table: domain.table, attribute, now: null }]),
          ]
        : [],
      retires: now ? [] : [retired],
      order: now ? "together" : "database first",
      rowsAtRisk: [
        rowsWithValue(domain.table, stated.column, rowWords(domain)),
        ...buildsStillUsing(workspace, removal),
      ],
      references: [
        ...sqlReferences(workspace.files, column),
        ...sqlFragments(draft.workspace.files, { domain: name, column: column.column }),
        ...mentions(draft.workspace.files, [attribute], beside),
        ...dataMentions(workspace, [attribute, column.column], beside),
      ],
      notes: [
        ...endedNotes(ended),
        ...objects.notes,
        {
          level: "info",
          text: now
            ? `The values are archived beside their ids in the schema "pitstop".`
            : `The column stays with its values: pitstop purge ${name} ${attribute} drops it later.`,
        },
      ],
      domains: [name],
      confirmation:
        [now ? LOST_FOR_GOOD : unannounced(removal, workspace.today), endedRules(ended)]
          .filter((reason) => reason !== null)
          .join(" ") || null,
    });
  },
};
