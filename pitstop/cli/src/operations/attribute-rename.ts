import { quoted } from "@pitstop/migrator/recipes";
import { z } from "zod";
import { attributeArgument, domainArgument, flag, option } from "../grammar/arguments.ts";
import { checkFree } from "../layers/check-free.ts";
import { refuseOtherSchema } from "../layers/default-schema.ts";
import { statedNames } from "../layers/entity/entity-sql.ts";
import { ownNames, withoutNamed } from "../layers/entity/own-names.ts";
import { readAttribute } from "../layers/read-attribute.ts";
import { retiredSchema } from "../layers/retired-layer.ts";
import { snakeCase, wordsOf } from "../names/case.ts";
import { checkAttributeName } from "../names/check-name.ts";
import { checkText } from "../names/check-text.ts";
import type { Operation, Retired } from "../plan.ts";
import { changeMember } from "../plans/across-layers.ts";
import { buildsStillUsing } from "../plans/announced-removal.ts";
import { carriedObjects, renamedAtOnce } from "../plans/carry/carried.ts";
import { NOTHING_CARRIED, namesOfRetired } from "../plans/carry/carry.ts";
import { typeOfColumn } from "../plans/carry/column-type.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { noteEndedNames } from "../plans/ended-names.ts";
import { finish } from "../plans/finish.ts";
import {
  handledNames,
  keptInStep,
  type Replacement,
  renameColumn,
  replaceColumn,
} from "../plans/replace-column.ts";
import { refuseWhileFilled, retire } from "../plans/retire.ts";
import { dataMentions } from "../workspace/data-mentions.ts";
import { mentions } from "../workspace/mentions.ts";
import { namesBeside } from "../workspace/names-beside.ts";
import { readDomain, requireAttribute } from "../workspace/read-domain.ts";
import { carryRenames } from "../workspace/references.ts";
import { sqlFragments } from "../workspace/sql-fragments.ts";
import { carrySql } from "../workspace/sql-in-code.ts";

const Arguments = z.object({
  domain: domainArgument,
  attribute: attributeArgument,
  to: z.string().meta({ position: 2, description: "New name" }),
  label: option("Name shown to people; defaults to the new name in words"),
  now: flag("Rename the column in one step; only safe where no other code runs"),
});

/** Gives an attribute another name in every layer and in the code that uses it. */
export const attributeRename: Operation<typeof Arguments> = {
  name: "attribute:rename",
  summary: "Rename an attribute, in every layer and in the code that uses it",
  arguments: Arguments,
  examples: ["pitstop attribute:rename car color paint", "pitstop attribute:rename car color paint --now"],
  plan(workspace, { domain: name, attribute, to, label, now }) {
    const domain = readDomain(workspace, name);
    requireAttribute(domain, attribute);
    refuseOtherSchema(domain);
    checkAttributeName(to, domain);
    checkFree(workspace, domain, to);
    refuseWhileFilled(workspace, domain, attribute);
    if (label !== undefined) checkText(label, "label", { maxLength: 80 });
    const stated = readAttribute(domain.types, domain.entity, attribute);
    const draft = new Draft(workspace);
    // A column with a name of its own (`.fieldName(…)`) keeps it.
    const column = stated.column === snakeCase(attribute) ? snakeCase(to) : stated.column;
    const newLabel = label ?? (stated.label === wordsOf(attribute) ? wordsOf(to) : stated.label);
    const change = { kind: "rename attribute", attribute: stated, to, column, label: newLabel } as const;
    changeMember(draft, domain, change, `${attribute} is called ${to}`);
    const beside = namesBeside(workspace, domain);
    const carried = carryRenames(workspace, draft.workspace.files, new Map([[attribute, to]]), {
      domain: name,
      attributes: domain.attributes,
      beside,
      ownFolder: domain.apiFolder,
    });
    for (const [path, text] of carried.files) {
      if (text !== draft.workspace.files.get(path))
        draft.write(path, text, "references", `it uses ${attribute}, now ${to}`);
    }
    const sql =
      column === stated.column
        ? { files: new Map<string, string>(), references: [] }
        : carrySql(carried.files, { table: domain.table, column: stated.column }, column);
    for (const [path, text] of sql.files)
      draft.write(path, text, "references", `its SQL names ${stated.column}, now ${column}`);
    const type = typeOfColumn(workspace, domain, stated);
    const replaced = withoutNamed(stated, ownNames(domain.entity, attribute));
    const replacement: Replacement = {
      table: domain.table,
      from: { column: stated.column, attribute: replaced },
      to: { column, attribute: { ...replaced, name: to } },
      forward: quoted(stated.column),
      backward: quoted(column),
      type,
    };
    const carry = {
      table: domain.table,
      from: stated.column,
      to: column,
      isAlike: true,
      statedNames: statedNames(domain.entity),
      handled: new Set([...handledNames(replacement), ...namesOfRetired(workspace)]),
      isFinal: false,
    };
    const retired: Retired = {
      domain: name,
      attribute,
      table: domain.table,
      since: workspace.today,
      column: stated.column,
      type,
      schema: retiredSchema(domain.types, stated),
      replacedBy: column,
      renamedTo: to,
      ...keptInStep(replacement),
    };
    const isSameColumn = column === stated.column;
    const renamed = noteEndedNames(workspace, [{ table: domain.table, attribute, now: to }]);
    if (!now && !isSameColumn) retire(draft, [retired]);
    const objects = isSameColumn
      ? NOTHING_CARRIED
      : now
        ? renamedAtOnce(workspace, carry)
        : carriedObjects(workspace, carry);
    return finish(commandWords("attribute:rename", [name, attribute, to], { label, now }), draft, {
      schema: isSameColumn && renamed.length === 0 ? "none" : "stated",
      migrations: isSameColumn
        ? renamed
        : now
          ? [renameColumn(domain.table, stated.column, column, replaced), ...objects.migrations, ...renamed]
          : [...replaceColumn(replacement), ...objects.migrations],
      retires: now || isSameColumn ? [] : [retired],
      order: now ? "together" : "database first",
      rowsAtRisk: buildsStillUsing(workspace, { domain, member: attribute }),
      references: [
        ...sql.references,
        ...(isSameColumn ? [] : sqlFragments(carried.files, { domain: name, column: stated.column })),
        ...carried.references,
        ...mentions(carried.files, [attribute], beside, { isCompiled: true }),
        ...dataMentions(workspace, isSameColumn ? [attribute] : [attribute, stated.column], beside),
        ...carried.untyped,
      ],
      notes: [
        ...objects.notes,
        now
          ? {
              level: "warning",
              text: "Code that is deployed now fails from the moment of the migration on.",
            }
          : {
              level: "info",
              text: `Both columns are kept in step until pitstop purge ${name} ${attribute}.`,
            },
      ],
      domains: [name],
    });
  },
};
