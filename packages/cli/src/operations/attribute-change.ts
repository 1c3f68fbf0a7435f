import { z } from "zod";
import type { Attribute } from "../attribute-types/attribute.ts";
import { UsageError } from "../errors.ts";
import { attributeArgument, domainArgument, flag, option } from "../grammar/arguments.ts";
import { checkExpression } from "../grammar/check-expression.ts";
import { restateColumn } from "../layers/entity-change.ts";
import { needsIndex } from "../layers/entity-layer.ts";
import { readAttribute } from "../layers/read-attribute.ts";
import {
  backfill,
  checkName,
  columnType,
  constantSql,
  createIndex,
  createUnique,
  dropIndexStep,
  indexName,
  intended,
  migration,
  quoteName,
  quoteText,
  requireColumn,
  statement,
  uniqueName,
} from "../layers/sql.ts";
import { restateAttribute } from "../layers/types-change.ts";
import { snakeCase } from "../names/case.ts";
import type { ApiEffect, Operation, PlannedMigration, Retired, RowsQuery } from "../plan.ts";
import { readDomain, requireAttribute } from "../workspace/read-domain.ts";
import { changedAttribute } from "./changed-attribute.ts";
import { Draft } from "./draft.ts";
import { finish } from "./finish.ts";
import { type Replacement, replaceColumn, syncTrigger } from "./replace-column.ts";
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
        : changes(domain.table, before, after, isConverted, expression);
    if (migrations.length > 0) refuseWhileFilled(workspace, domain, attribute);
    return finish(
      commandWords("attribute:change", [name, attribute], { ...negated(change), backfill: expression, now }),
      draft,
      {
        schema: migrations.length > 0 ? "stated" : "none",
        migrations,
        retires: retired,
        rowsAtRisk: rowsAtRisk(domain.table, domain.plural, before, after, expression),
        apiEffect: effects(name, before, after),
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

/** Whether every row would be read or written anew: PostgreSQL only relabels wider varchars, texts and numerics. */
function needsConversion(before: Attribute, after: Attribute): boolean {
  const [from, to] = [columnType(before), columnType(after)];
  if (from === to) return false;
  if (isTextual(from) && isTextual(to)) return lengthOf(to) < lengthOf(from);
  const isWiderNumeric =
    before.type === "decimal" &&
    after.type === "decimal" &&
    before.rules.scale === after.rules.scale &&
    (after.rules.precision ?? 0) >= (before.rules.precision ?? 0);
  return !isWiderNumeric;
}

const isTextual = (type: string): boolean => /^(varchar|text)/.test(type);

const lengthOf = (type: string): number =>
  Number(/^varchar\((\d+)\)/.exec(type)?.[1] ?? Number.POSITIVE_INFINITY);

/** SQL of a value in another type. A cast to varchar(n) would cut what is too long; the assignment refuses it. */
const inType = (value: string, type: string): string =>
  isTextual(type) ? `(${value})::text` : `(${value})::text::${type}`;

/** The name of the column that takes over, for as long as the old one is there. */
function freshColumn(current: string, attribute: string, type: string): string {
  const plain = snakeCase(attribute);
  const typed = `${plain}_as_${type}`;
  return current === typed ? plain : current === plain ? typed : plain;
}

function conversion(
  table: string,
  before: Attribute & { column: string },
  after: Attribute & { column: string },
): Replacement {
  const [from, to] = [columnType(before), columnType(after)];
  return {
    table,
    from: { column: before.column, attribute: before },
    to: { column: after.column, attribute: after },
    forward: inType("$", to),
    // New values that the old type cannot hold are empty for code of before.
    backward: `(case when pg_input_is_valid(($)::text, ${quoteText(from)}) then ($)::text::${from} end)`,
  };
}

/** The changes of a column that keeps its name, each safe by itself. */
function changes(
  table: string,
  before: Attribute & { column: string },
  after: Attribute,
  isConverted: boolean,
  expression: string | undefined,
): PlannedMigration[] {
  const { column } = before;
  const alter = `alter table ${quoteName(table)} alter column ${quoteName(column)}`;
  const name = `${table}_${column}`;
  const result: PlannedMigration[] = [];
  const [from, to] = [columnType(before), columnType(after)];
  if (from !== to) {
    const using = isConverted ? ` using ${inType(quoteName(column), to)}` : "";
    const comment = isConverted
      ? "Writes every row anew while nobody reads or writes: for development."
      : "A wider type is a new label.";
    result.push(
      migration(`retype_${name}`, {
        up: [
          ...(isConverted && before.default !== undefined
            ? [statement(table, `${alter} drop default`, "It is set again below.")]
            : []),
          isConverted
            ? intended(
                statement(table, `${alter} type ${to}${using}`, comment),
                "change-column-type",
                "changed at once, where no other code runs",
              )
            : statement(table, `${alter} type ${to}${using}`, comment),
        ],
        down: [
          statement(table, `${alter} type ${from} using ${inType(quoteName(column), from)}`, "As it was."),
        ],
      }),
    );
  }
  if (
    JSON.stringify(before.default) !== JSON.stringify(after.default) ||
    (isConverted && after.default !== undefined)
  ) {
    const set = (value: Attribute["default"]) =>
      value === undefined ? `${alter} drop default` : `${alter} set default ${constantSql(value)}`;
    result.push(
      migration(`default_${name}`, {
        up: [
          statement(table, set(after.default), "Holds for new rows; those that are there keep their value."),
        ],
        down: [statement(table, set(before.default), "As it was.")],
      }),
    );
  }
  if (JSON.stringify(before.rules.values) !== JSON.stringify(after.rules.values))
    result.push(...replaceCheck(table, column, before, after));
  if (expression !== undefined) {
    result.push(
      backfill(
        table,
        `${quoteName(column)} = (${expression})`,
        `${quoteName(column)} is null`,
        `fill_${name}`,
      ),
    );
  }
  if (before.isNullable && !after.isNullable) result.push(...requireColumn(table, column, name));
  if (!before.isNullable && after.isNullable) {
    result.push(
      migration(`optional_${name}`, {
        up: [statement(table, `${alter} drop not null`, "The column may be empty.")],
        down: [
          statement(table, `${alter} set not null`, "As it was; it fails where a row has no value by now."),
        ],
      }),
    );
  }
  if (!before.isUnique && after.isUnique) result.push(...createUnique(table, column, `unique_${name}`));
  if (needsIndex(before) && !needsIndex(after)) result.push(dropIndexOf(table, column, name));
  if (!needsIndex(before) && needsIndex(after))
    result.push(createIndex(table, [column, "id"], `index_${name}`));
  if (before.isUnique && !after.isUnique) {
    result.push(
      migration(`not_unique_${name}`, {
        up: [
          statement(
            table,
            `alter table ${quoteName(table)} drop constraint ${quoteName(uniqueName(table, column))}`,
            "The same value may stand twice.",
          ),
        ],
        down: [
          statement(
            table,
            `alter table ${quoteName(table)} add constraint ${quoteName(uniqueName(table, column))} unique (${quoteName(column)})`,
            "As it was.",
          ),
        ],
      }),
    );
  }
  return result;
}

function dropIndexOf(table: string, column: string, name: string): PlannedMigration {
  const index = indexName(table, [column, "id"]);
  return migration(`unindex_${name}`, {
    isTransactional: false,
    up: [dropIndexStep(table, index)],
    down: createIndex(table, [column, "id"], "").up,
  });
}

/** The check of an enum is exchanged in one instant, and the rows are read afterwards. */
function replaceCheck(
  table: string,
  column: string,
  before: Attribute,
  after: Attribute,
): PlannedMigration[] {
  const alter = `alter table ${quoteName(table)}`;
  const check = quoteName(checkName(table, column));
  const drop = (values: readonly string[] | undefined, why: string) =>
    values ? [statement(table, `${alter} drop constraint ${check}`, why)] : [];
  const add = (values: readonly string[] | undefined) =>
    values
      ? [
          statement(
            table,
            `${alter} add constraint ${check} check (${quoteName(column)} in (${values.map(quoteText).join(", ")})) not valid`,
            "Holds for new rows from now on.",
          ),
        ]
      : [];
  return [
    migration(`values_${table}_${column}`, {
      up: [...drop(before.rules.values, "The values of before."), ...add(after.rules.values)],
      down: [...drop(after.rules.values, "The values of now."), ...add(before.rules.values)],
    }),
    ...(after.rules.values
      ? [
          migration(`values_${table}_${column}_validate`, {
            up: [
              statement(
                table,
                `${alter} validate constraint ${check}`,
                "Reads the rows while others read and write.",
                "SHARE UPDATE EXCLUSIVE",
              ),
            ],
            down: [],
          }),
        ]
      : []),
  ];
}

/** What must not be in the table for the change to go through. */
function rowsAtRisk(
  table: string,
  many: string,
  before: Attribute & { column: string },
  after: Attribute,
  expression: string | undefined,
): RowsQuery[] {
  const column = quoteName(before.column);
  const from = `from ${quoteName(table)} where`;
  const risks: RowsQuery[] = [];
  const risk = (text: string, where: string, hint: string) =>
    risks.push({ text: `${many} ${text}`, sql: `select count(*) ${from} ${where}`, refuses: { hint } });
  if (before.isNullable && !after.isNullable && expression === undefined) {
    risk(
      `have no value in "${before.column}"`,
      `${column} is null`,
      "Say what they get: --backfill <expression>.",
    );
  }
  const { maxLength } = after.rules;
  if (
    isTextual(columnType(after)) &&
    maxLength !== undefined &&
    maxLength < (before.rules.maxLength ?? Number.POSITIVE_INFINITY)
  ) {
    risk(
      `have more than ${maxLength} characters in "${before.column}"`,
      `length(${column}::text) > ${maxLength}`,
      "Shorten these values first.",
    );
  }
  if (needsConversion(before, after)) {
    risk(
      `have a value in "${before.column}" that is no ${columnType(after)}`,
      `${column} is not null and not pg_input_is_valid(${column}::text, ${quoteText(columnType(after))})`,
      "Change these values first.",
    );
  }
  if (after.rules.values && JSON.stringify(after.rules.values) !== JSON.stringify(before.rules.values)) {
    risk(
      `have a value in "${before.column}" that is none of ${after.rules.values.join(", ")}`,
      `${column} is not null and ${column}::text not in (${after.rules.values.map(quoteText).join(", ")})`,
      "Change these values first.",
    );
  }
  if (after.isUnique && !before.isUnique) {
    risks.push({
      text: `values of "${before.column}" stand more than once`,
      sql: `select count(*) from (select from ${quoteName(table)} where ${column} is not null group by ${column} having count(*) > 1) as twice`,
      refuses: { hint: "Make them differ first." },
    });
  }
  return risks;
}

function effects(domain: string, before: Attribute, after: Attribute): ApiEffect[] {
  const found: ApiEffect[] = [];
  const { name } = after;
  if (before.type !== after.type)
    found.push({
      level: "breaking",
      text: `${domain}: "${name}" is a ${after.type} in answers, no ${before.type} any more; inputs may be either until it is purged`,
    });
  if (!before.isNullable && after.isNullable)
    found.push({ level: "breaking", text: `${domain}: "${name}" may be null in answers` });
  if (before.isNullable && !after.isNullable)
    found.push({ level: "breaking", text: `${domain}.create and update: refuse null for "${name}"` });
  const gone = before.rules.values?.filter((value) => !after.rules.values?.includes(value)) ?? [];
  const fresh = after.rules.values?.filter((value) => !before.rules.values?.includes(value)) ?? [];
  if (gone.length > 0)
    found.push({ level: "breaking", text: `${domain}: "${name}" is refused as ${gone.join(", ")}` });
  if (fresh.length > 0 && before.rules.values)
    found.push({
      level: "risky",
      text: `${domain}: answers may have ${fresh.join(", ")} in "${name}", which deployed clients do not know`,
    });
  const isTighter =
    (after.rules.maxLength ?? Number.POSITIVE_INFINITY) <
      (before.rules.maxLength ?? Number.POSITIVE_INFINITY) ||
    (after.rules.maximum ?? Number.POSITIVE_INFINITY) < (before.rules.maximum ?? Number.POSITIVE_INFINITY) ||
    (after.rules.minLength ?? 1) > (before.rules.minLength ?? 1) ||
    (after.rules.minimum ?? Number.NEGATIVE_INFINITY) > (before.rules.minimum ?? Number.NEGATIVE_INFINITY) ||
    (after.rules.pattern !== undefined && after.rules.pattern !== before.rules.pattern);
  if (isTighter)
    found.push({
      level: "breaking",
      text: `${domain}.create and update: refuse values of "${name}" that were taken before`,
    });
  if (after.isUnique && !before.isUnique)
    found.push({
      level: "breaking",
      text: `${domain}.create and update: refuse a "${name}" that another one has`,
    });
  return found.length > 0
    ? found
    : [{ level: "safe", text: `${domain}: deployed clients notice nothing of the change to "${name}"` }];
}
