import { z } from "zod";
import { attributeArgument, domainArgument, flag } from "../grammar/arguments.ts";
import { checkNotTitle } from "../layers/check-title.ts";
import * as entityLayer from "../layers/entity-layer.ts";
import { removeMentions } from "../layers/entity-sql.ts";
import { readAttribute, typesFacts } from "../layers/read-attribute.ts";
import { retiredSchema } from "../layers/retired-layer.ts";
import * as typesLayer from "../layers/types-layer.ts";
import type { Operation, Retired } from "../plan.ts";
import { rowWords } from "../rows/row-words.ts";
import { type Domain, readDomain, requireAttribute } from "../workspace/read-domain.ts";
import { mentions } from "../workspace/references.ts";
import { sqlReferences } from "../workspace/sql-in-code.ts";
import { NOTHING_CARRIED, namesOfRetired } from "./carry/carry.ts";
import { typeOfColumn } from "./carry/column-type.ts";
import { endedNotes, endedObjects, endedRules } from "./carry/ended.ts";
import { Draft } from "./draft.ts";
import { finish, LOST_FOR_GOOD } from "./finish.ts";
import { handledNames, releaseColumn } from "./replace-column.ts";
import { dropWithArchive, refuseWhileFilled, retire, rowsWithValue } from "./retire.ts";
import { commandWords } from "./words.ts";

const Arguments = z.object({
  domain: domainArgument,
  attribute: attributeArgument,
  now: flag("Drop the column at once, where no other code runs (development)."),
});

/** Takes an attribute out of every layer; the column stays, retired, until it is purged. */
export const attributeRemove: Operation<typeof Arguments> = {
  name: "attribute:remove",
  summary: "Take an attribute out of every layer",
  arguments: Arguments,
  examples: ["pitstop attribute:remove car color", "pitstop attribute:remove car color --now"],
  plan(workspace, { domain: name, attribute, now }) {
    const domain = readDomain(workspace, name);
    requireAttribute(domain, attribute);
    checkNotTitle(domain, attribute);
    if (now) refuseWhileFilled(workspace, domain, attribute);
    const draft = new Draft(workspace);
    const stated = readAttribute(domain.types, domain.entity, attribute);
    const why = `${attribute} is no attribute any more`;
    draft.write(domain.types.source.path, typesLayer.removeAttribute(domain.types, attribute), "types", why);
    const { path } = domain.entity.source;
    const { text, ended } = removeMentions(domain.entity, { attribute, column: stated.column });
    draft.write(path, text, "entity", why);
    const { entity } = readDomain(draft.workspace, name);
    draft.write(path, entityLayer.removeAttribute(entity, attribute), "entity", why);
    const handled = new Set([
      ...namesOfRetired(workspace),
      ...handledNames({ table: domain.table, from: { column: stated.column, attribute: stated } }),
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
      ...(entityLayer.needsIndex(stated) && { index: true }),
    };
    if (!now) retire(draft, [retired]);
    return finish(commandWords("attribute:remove", [name, attribute], { now }), draft, {
      schema: now ? "stated" : "derived",
      migrations: now
        ? [
            ...objects.migrations,
            ...releaseColumn(domain.table, { column: stated.column, attribute: stated }),
            dropWithArchive(workspace, retired, `drop_${domain.table}_${stated.column}`),
          ]
        : [],
      retires: now ? [] : [retired],
      order: now ? "together" : "database first",
      rowsAtRisk: [rowsWithValue(domain.table, stated.column, rowWords(domain))],
      references: [
        ...sqlReferences(workspace.files, column),
        ...mentions(draft.workspace.files, [attribute], name),
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
        [now ? LOST_FOR_GOOD : unannounced(domain, attribute, workspace.today), endedRules(ended)]
          .filter((reason) => reason !== null)
          .join(" ") || null,
    });
  },
};

/** Why somebody should think again: whoever builds clients learns of a removal by the deprecation before it. */
export function unannounced({ name, types }: Domain, attribute: string, today: string): string | null {
  const { deprecated, sunset } = typesFacts(types, attribute).meta;
  if (deprecated !== true) {
    return `Nobody was told that "${attribute}" goes: pitstop attribute:deprecate ${name} ${attribute} tells clients and counts those that use it.`;
  }
  return typeof sunset === "string" && sunset > today
    ? `"${attribute}" was announced to stay until ${sunset}.`
    : null;
}
