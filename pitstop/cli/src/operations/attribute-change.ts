import { quoted } from "@pitstop/migrator/recipes";
import { z } from "zod";
import type { Attribute } from "../attribute-types/attribute.ts";
import { notUnderstood } from "../edit/source.ts";
import { RefusedError, UsageError } from "../errors.ts";
import { attributeArgument, domainArgument, exampleOption, flag, option } from "../grammar/arguments.ts";
import { checkExpression } from "../grammar/check-expression.ts";
import { refuseOtherSchema } from "../layers/default-schema.ts";
import type { EntityMention } from "../layers/entity/entity-mention.ts";
import { entityMentions, renameInEntity, statedNames } from "../layers/entity/entity-sql.ts";
import { ownNames, withoutNamed } from "../layers/entity/own-names.ts";
import { readAttribute, UNKNOWN_TYPE } from "../layers/read-attribute.ts";
import { retiredSchema } from "../layers/retired-layer.ts";
import { columnType } from "../layers/sql.ts";
import type { TypesFile } from "../layers/types/types-file.ts";
import type { Note, Operation, Retired } from "../plan.ts";
import { changeMember } from "../plans/across-layers.ts";
import { buildsStillUsing } from "../plans/announced-removal.ts";
import { carriedObjects } from "../plans/carry/carried.ts";
import { NOTHING_CARRIED, namesOfRetired } from "../plans/carry/carry.ts";
import { changedAttribute } from "../plans/change-attribute/changed-attribute.ts";
import { columnChanges } from "../plans/change-attribute/column-changes.ts";
import { conversion, freshColumn, needsConversion } from "../plans/change-attribute/conversion.ts";
import { rowsAtRisk } from "../plans/change-attribute/rows-at-risk.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { finish } from "../plans/finish.ts";
import { needsExample } from "../plans/needs-example.ts";
import { handledNames, keptInStep, replaceColumn } from "../plans/replace-column.ts";
import { refuseWhileFilled, retire } from "../plans/retire.ts";
import { readDomain, requireAttribute } from "../workspace/read-domain.ts";
import { sqlFragments } from "../workspace/sql-fragments.ts";
import { sqlReferences } from "../workspace/sql-in-code.ts";

const Arguments = z.object({
  domain: domainArgument,
  attribute: attributeArgument,
  type: option("New type with its arguments, such as decimal:12,2"),
  required: z.boolean().optional().meta({ description: "Require a value (--no-required: allow null)" }),
  default: option("Default value of new records"),
  noDefault: flag("Remove the default value"),
  min: option("Minimum length of a text, or smallest number"),
  max: option("Maximum length of a text, or largest number"),
  pattern: option("Regular expression that a text must match, without slashes"),
  noPattern: flag("Remove the pattern"),
  values: option("All values of the enum, separated by commas"),
  unique: z.boolean().optional().meta({ description: "Require each record to have a different value" }),
  index: z
    .boolean()
    .optional()
    .meta({ description: "Create an index, so that lists can sort by it (--no-index: drop it)" }),
  label: option("Name shown to people"),
  description: option("Help text below the form field"),
  example: exampleOption,
  backfill: option("Value for rows without one, as an SQL expression over their columns"),
  using: option("Conversion to the new type, as an SQL expression over the row's columns"),
  timeZone: option(
    "Time zone in which days begin when dates become datetimes or the reverse; defaults to UTC",
  ),
  now: flag("Convert the column in one step; only safe where no other code runs"),
});

/** Changes what an attribute is, in every layer that says it. */
export const attributeChange: Operation<typeof Arguments> = {
  name: "attribute:change",
  summary: "Change the type, rules or label of an attribute",
  arguments: Arguments,
  examples: [
    "pitstop attribute:change car name --max 80",
    "pitstop attribute:change car color --required --backfill \"'unknown'\"",
  ],
  plan(workspace, args) {
    const { domain: name, attribute, now, backfill, using: typed, timeZone, ...change } = args;
    const domain = readDomain(workspace, name);
    requireAttribute(domain, attribute);
    if (backfill !== undefined) checkExpression(backfill);
    const before = readAttribute(domain.types, domain.entity, attribute);
    if (before.type === UNKNOWN_TYPE) throw unreadSchema(domain.types, attribute);
    const after = changedAttribute(before, change);
    const isConverted = needsConversion(before, after);
    checkUsing(args, before, after);
    const using = { using: typed, backfill, zone: timeZone };
    const column = isConverted && !now ? freshColumn(before.column, attribute, after.type) : before.column;
    const draft = new Draft(workspace);
    const why = `${attribute} is another attribute now`;
    changeMember(draft, domain, { kind: "restate attribute", before, after, column }, why);
    if (draft.edits().length === 0) {
      throw new UsageError(
        "NO_CHANGE",
        `Nothing to change: "${attribute}" already has these settings.`,
        "Pass at least one new one: --max 80, --required, --type …",
      );
    }
    const names = ownNames(domain.entity, attribute);
    const replacement = conversion(
      domain.table,
      withoutNamed(before, names),
      withoutNamed({ ...after, column }, names),
      using,
    );
    const carry = {
      table: domain.table,
      from: before.column,
      to: column,
      backward: `(${replacement.backward.replaceAll(quoted(column), "$")})::${columnType(before)}`,
      isAlike: isAlike(before.type, after.type),
      statedNames: statedNames(domain.entity),
      handled: new Set([...handledNames(replacement), ...namesOfRetired(workspace)]),
      isFinal: false,
    };
    const carried = isConverted && !now ? carriedObjects(workspace, carry) : NOTHING_CARRIED;
    if (isConverted && !now) {
      const { entity } = readDomain(draft.workspace, name);
      const [from, by] = [
        { attribute, column: before.column },
        { attribute, column },
      ];
      refuseConditions(entityMentions(entity, from, by), carry.isAlike, attribute);
      draft.write(entity.source.path, renameInEntity(entity, from, by), "entity", why);
    }
    const retired: Retired[] =
      isConverted && !now
        ? [
            {
              domain: name,
              attribute,
              table: domain.table,
              since: workspace.today,
              column: before.column,
              type: columnType(before),
              schema: retiredSchema(domain.types, before),
              replacedBy: column,
              ...keptInStep(replacement),
            },
          ]
        : [];
    if (retired.length > 0) retire(draft, retired);
    const migrations =
      isConverted && !now
        ? [...replaceColumn(replacement), ...carried.migrations]
        : columnChanges({
            table: domain.table,
            column,
            before,
            after,
            isConverted,
            using,
            names,
          });
    if (migrations.length > 0) refuseWhileFilled(workspace, domain, attribute);
    if (migrations.length > 0 || takesOthers(before, after)) refuseOtherSchema(domain);
    return finish(
      commandWords("attribute:change", [name, attribute], {
        ...negated(change),
        backfill,
        using: typed,
        timeZone,
        now,
      }),
      draft,
      {
        schema: migrations.length > 0 ? "stated" : "none",
        migrations,
        retires: retired,
        order: now ? "together" : "database first",
        rowsAtRisk: [
          ...rowsAtRisk(domain, { before, after, using, isInStep: isConverted && !now }),
          ...(takesOthers(before, after) ? buildsStillUsing(workspace, { domain, member: attribute }) : []),
        ],
        needsExample: takesOthers(before, after) ? needsExample(workspace, domain, attribute) : [],
        notes: [...zoneNotes(before, after, timeZone), ...carried.notes],
        references: isConverted
          ? [
              ...sqlReferences(workspace.files, { table: domain.table, column: before.column }),
              ...sqlFragments(workspace.files, { domain: name, column: before.column }),
            ]
          : [],
        domains: [name],
      },
    );
  },
};

/** Nobody can say what becomes of an attribute that neither file says for certain. */
const unreadSchema = ({ source, attributes }: TypesFile, attribute: string) =>
  notUnderstood(
    source,
    attributes.find(({ name }) => name === attribute)?.node ?? 0,
    `the schema of "${attribute}" written out here`,
  );

/** Whether values that fitted may not fit any more. */
const takesOthers = (before: Attribute, after: Attribute): boolean => {
  const of = ({ type, rules, isNullable, examples }: Attribute) => [type, rules, isNullable, examples];
  return JSON.stringify(of(before)) !== JSON.stringify(of(after));
};

const KINDS = [
  ["integer", "bigint", "decimal", "float"],
  ["string", "text", "email", "url", "enum"],
  ["date", "datetime"],
];

/** Whether values of both types compare alike. */
const isAlike = (before: string, after: string): boolean =>
  before === after || KINDS.some((kind) => kind.includes(before) && kind.includes(after));

/** A condition in SQL that was written for the old type means something else, or nothing, in another one. */
function refuseConditions(
  mentions: readonly EntityMention[],
  isStillMeant: boolean,
  attribute: string,
): void {
  const [first] = mentions;
  if (isStillMeant || !first) return;
  throw new RefusedError(
    "CONDITION_ON_TYPE",
    `${first.path}:${first.line}: the ${first.kind} names "${attribute}", whose type changes: ${first.text.replace(/\s+/g, " ")}`,
    `Drop it in a migration of its own first (pnpm --filter db migration:create), and create it again afterward.`,
  );
}

/** Throws UsageError for flags that say how values convert where none is converted. */
function checkUsing(
  { domain, using, timeZone }: z.output<typeof Arguments>,
  before: Attribute,
  after: Attribute,
): void {
  if (using !== undefined) checkExpression(using, "--using");
  if (using !== undefined && !needsConversion(before, after)) {
    throw new UsageError(
      "BAD_FLAG",
      `--using converts values to a new type, and the type of "${before.name}" doesn't change.`,
      `To change stored values: pitstop backfill --table ${domain} --set "…" --where "…".`,
    );
  }
  if (timeZone === undefined) return;
  if (!hasZone(before, after) || using !== undefined) {
    throw new UsageError(
      "BAD_FLAG",
      "--time-zone is for dates that become datetimes and the reverse.",
      using === undefined ? "Omit it." : "Leave it out, and name the zone in --using.",
    );
  }
  if (!isZone(timeZone)) {
    throw new UsageError("BAD_FLAG", `There is no time zone "${timeZone}".`, "Write it like Europe/Berlin.");
  }
}

/** Whether a zone has a say in the conversion: a day and a moment, or a text that may name no zone. */
const hasZone = ({ type: from }: Attribute, { type: to }: Attribute): boolean =>
  (to === "datetime" && from !== "datetime") || (from === "datetime" && to === "date");

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function zoneNotes(before: Attribute, after: Attribute, zone: string | undefined): Note[] {
  if (!hasZone(before, after)) return [];
  const place = zone ?? "UTC";
  const what =
    before.type === "datetime"
      ? `Each moment becomes its day in ${place}.`
      : before.type === "date"
        ? `Each day becomes its midnight in ${place}.`
        : `A text that names no zone counts as ${place}.`;
  return [{ level: "info", text: zone === undefined ? `${what} Pass --time-zone for another zone.` : what }];
}

const negated = ({ required, unique, index, ...others }: Record<string, unknown>) => ({
  ...others,
  ...(required === false ? { noRequired: true } : { required }),
  ...(unique === false ? { noUnique: true } : { unique }),
  ...(index === false ? { noIndex: true } : { index }),
});
