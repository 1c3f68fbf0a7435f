import { z } from "zod";
import { UsageError } from "../errors.ts";
import { attributeArgument, domainArgument, flag, option } from "../grammar/arguments.ts";
import { checkExpression } from "../grammar/check-expression.ts";
import { restateColumn } from "../layers/entity-change.ts";
import { readAttribute } from "../layers/read-attribute.ts";
import { columnType } from "../layers/sql.ts";
import { restateAttribute } from "../layers/types-change.ts";
import type { Operation, Retired } from "../plan.ts";
import { readDomain, requireAttribute } from "../workspace/read-domain.ts";
import { apiEffects } from "./change-attribute/api-effects.ts";
import { changedAttribute } from "./change-attribute/changed-attribute.ts";
import { columnChanges } from "./change-attribute/column-changes.ts";
import { conversion, freshColumn, needsConversion } from "./change-attribute/conversion.ts";
import { rowsAtRisk } from "./change-attribute/rows-at-risk.ts";
import { Draft } from "./draft.ts";
import { finish } from "./finish.ts";
import { replaceColumn, syncTrigger } from "./replace-column.ts";
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
    const { domain: name, attribute, now, backfill: expression, ...change } = args;
    const domain = readDomain(workspace, name);
    requireAttribute(domain, attribute);
    if (expression !== undefined) checkExpression(expression);
    const before = readAttribute(domain.types, domain.entity, attribute);
    const after = changedAttribute(before, change);
    const isConverted = needsConversion(before, after);
    const column = isConverted && !now ? freshColumn(before.column, attribute, after.type) : before.column;
    const draft = new Draft(workspace);
    const why = `${attribute} is another attribute now`;
    draft.write(domain.types.source.path, restateAttribute(domain.types, after), "types", why);
    draft.write(domain.entity.source.path, restateColumn(domain.entity, after, column), "entity", why);
    if (draft.edits().length === 0) {
      throw new UsageError(
        "NO_CHANGE",
        `"${attribute}" is like that already.`,
        "Say what should be another one: --max 80, --required, --type …",
      );
    }
    const replacement = conversion(domain.table, before, { ...after, column });
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
              replacedBy: column,
              trigger: syncTrigger(replacement),
            },
          ]
        : [];
    if (retired.length > 0) retire(draft, retired);
    const migrations =
      isConverted && !now
        ? replaceColumn(replacement)
        : columnChanges({
            table: domain.table,
            column,
            before,
            after,
            isConverted,
            backfill: expression,
          });
    if (migrations.length > 0) refuseWhileFilled(workspace, domain, attribute);
    return finish(
      commandWords("attribute:change", [name, attribute], { ...negated(change), backfill: expression, now }),
      draft,
      {
        schema: migrations.length > 0 ? "stated" : "none",
        migrations,
        retires: retired,
        rowsAtRisk: rowsAtRisk(domain.table, domain.plural, before, after, expression),
        apiEffect: apiEffects(name, before, after),
        domains: [name],
      },
    );
  },
};

const negated = ({ required, unique, index, ...others }: Record<string, unknown>) => ({
  ...others,
  ...(required === false ? { noRequired: true } : { required }),
  ...(unique === false ? { noUnique: true } : { unique }),
  ...(index === false ? { noIndex: true } : { index }),
});
