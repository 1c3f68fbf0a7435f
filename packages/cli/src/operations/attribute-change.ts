import { quoted } from "@pitstop/migrator/recipes";
import { z } from "zod";
import type { Attribute } from "../attribute-types/attribute.ts";
import { RefusedError, UsageError } from "../errors.ts";
import { attributeArgument, domainArgument, flag, option } from "../grammar/arguments.ts";
import { checkExpression } from "../grammar/check-expression.ts";
import { restateColumn } from "../layers/entity-change.ts";
import type { EntityMention } from "../layers/entity-mention.ts";
import { entityMentions, renameInEntity, statedNames } from "../layers/entity-sql.ts";
import { readAttribute } from "../layers/read-attribute.ts";
import { retiredSchema } from "../layers/retired-layer.ts";
import { columnType } from "../layers/sql.ts";
import { restateAttribute } from "../layers/types-change.ts";
import type { Note, Operation, Retired } from "../plan.ts";
import { readDomain, requireAttribute } from "../workspace/read-domain.ts";
import { sqlReferences } from "../workspace/sql-in-code.ts";
import { carriedObjects } from "./carry/carried.ts";
import { NOTHING_CARRIED, namesOfRetired } from "./carry/carry.ts";
import { changedAttribute } from "./change-attribute/changed-attribute.ts";
import { columnChanges } from "./change-attribute/column-changes.ts";
import { conversion, freshColumn, needsConversion } from "./change-attribute/conversion.ts";
import { rowsAtRisk } from "./change-attribute/rows-at-risk.ts";
import { Draft } from "./draft.ts";
import { finish } from "./finish.ts";
import { handledNames, keptInStep, replaceColumn } from "./replace-column.ts";
import { refuseWhileFilled, retire } from "./retire.ts";
import { commandWords } from "./words.ts";

const Arguments = z.object({
  domain: domainArgument,
  attribute: attributeArgument,
  type: option("Another type, with its arguments: decimal:12,2."),
  required: z
    .boolean()
    .optional()
    .meta({ description: "Records cannot be without (--no-required: they can)." }),
  default: option("The value of new records that say nothing."),
  noDefault: flag("New records have no value by themselves."),
  min: option("The shortest text or the smallest number."),
  max: option("The longest text or the largest number."),
  pattern: option("A regular expression that a text must match, without slashes."),
  noPattern: flag("Any text fits."),
  values: option("All values of the enum, separated by commas."),
  unique: z.boolean().optional().meta({ description: "No two records have the same value." }),
  index: z.boolean().optional().meta({ description: "Rows can be ordered by it." }),
  label: option("The name that people see."),
  description: option("What stands under the field."),
  backfill: option("The value of rows without one, as an SQL expression over their columns."),
  using: option("How values convert to the new type, as an SQL expression over the columns of the row."),
  timeZone: option(
    "The zone in which days begin when dates become datetimes or the reverse. UTC by default.",
  ),
  now: flag("Convert the column at once, where no other code runs (development)."),
});

/** Changes what an attribute is, in every layer that says it. */
export const attributeChange: Operation<typeof Arguments> = {
  name: "attribute:change",
  summary: "Change the type, the rules or the label of an attribute",
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
    const after = changedAttribute(before, change);
    const isConverted = needsConversion(before, after);
    checkUsing(args, before, after);
    const using = { using: typed, backfill, zone: timeZone };
    const column = isConverted && !now ? freshColumn(before.column, attribute, after.type) : before.column;
    const draft = new Draft(workspace);
    const why = `${attribute} is another attribute now`;
    draft.write(domain.types.source.path, restateAttribute(domain.types, before, after), "types", why);
    draft.write(
      domain.entity.source.path,
      restateColumn(domain.entity, before, after, column),
      "entity",
      why,
    );
    if (draft.edits().length === 0) {
      throw new UsageError(
        "NO_CHANGE",
        `Nothing to change: "${attribute}" already has these settings.`,
        "Pass at least one new one: --max 80, --required, --type …",
      );
    }
    const replacement = conversion(domain.table, before, { ...after, column }, using);
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
          });
    if (migrations.length > 0) refuseWhileFilled(workspace, domain, attribute);
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
        rowsAtRisk: rowsAtRisk(domain, { before, after, using, isInStep: isConverted && !now }),
        notes: [...zoneNotes(before, after, timeZone), ...carried.notes],
        references: isConverted
          ? sqlReferences(workspace.files, { table: domain.table, column: before.column })
          : [],
        domains: [name],
      },
    );
  },
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
    `Take it out with a migration of its own first (pnpm --filter db migration:create), and state it anew afterward.`,
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
      `--using says how values convert, and those of "${before.name}" stay as they are.`,
      `To change stored values: pitstop backfill --table ${domain} --set "…" --where "…".`,
    );
  }
  if (timeZone === undefined) return;
  if (!hasZone(before, after) || using !== undefined) {
    throw new UsageError(
      "BAD_FLAG",
      "--time-zone is for dates that become datetimes and the reverse.",
      using === undefined ? "Leave it out." : "Leave it out, and name the zone in --using.",
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
