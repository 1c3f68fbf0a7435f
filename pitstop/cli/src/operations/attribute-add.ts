import {
  addCheck,
  addFilledColumn,
  addUnique,
  createIndex,
  requireColumn,
  rowTriggerDropped,
} from "@pitstop/migrator/recipes";
import { z } from "zod";
import type { Attribute } from "../attribute-types/attribute.ts";
import { UsageError } from "../errors.ts";
import { domainArgument, exampleOption, flag, option } from "../grammar/arguments.ts";
import { checkExpression } from "../grammar/check-expression.ts";
import { parseAttribute } from "../grammar/parse-attribute.ts";
import { checkFree } from "../layers/check-free.ts";
import { refuseOtherSchema } from "../layers/default-schema.ts";
import { needsIndex } from "../layers/entity/entity-edit.ts";
import { readRetired } from "../layers/retired-layer.ts";
import {
  columnType,
  constantSql,
  fillTriggerName,
  inDefaultSchema,
  indexOf,
  planned,
  uniqueOf,
  valuesCheck,
} from "../layers/sql.ts";
import { snakeCase } from "../names/case.ts";
import { checkAttributeName } from "../names/check-name.ts";
import type { Operation, PlannedMigration, Retired, RowsQuery, SchemaPlace } from "../plan.ts";
import { changeMember } from "../plans/across-layers.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { fillTrigger, markFilled } from "../plans/filled.ts";
import { finish } from "../plans/finish.ts";
import { needsExample } from "../plans/needs-example.ts";
import { writeRetired } from "../plans/retire.ts";
import { ofExpression } from "../rows/converted.ts";
import { rowWords } from "../rows/row-words.ts";
import { rowsMet } from "../rows/rows-met.ts";
import { type Domain, readDomain } from "../workspace/read-domain.ts";

const Arguments = z.object({
  domain: domainArgument,
  attributes: z.array(z.string()).min(1).meta({
    position: 1,
    isVariadic: true,
    asks: "new attribute",
    description: "name:type[:arguments][!][=default]; nullable unless it ends in !",
  }),
  unique: flag("Require each record to have a different value"),
  index: z
    .boolean()
    .optional()
    .meta({ description: "Create an index, so that lists can sort by it (--no-index: don't)" }),
  min: option("Minimum length of a text, or smallest number"),
  max: option("Maximum length of a text, or largest number"),
  pattern: option("Regular expression that a text must match, without slashes"),
  label: option("Name shown to people"),
  description: option("Help text below the form field"),
  example: exampleOption,
  backfill: option("Value for existing rows, as an SQL expression over their columns"),
});

/** Adds attributes to every layer of a domain; required ones without a default by expand, backfill and constraint. */
export const attributeAdd: Operation<typeof Arguments> = {
  name: "attribute:add",
  summary: "Add attributes to a domain, in every layer",
  arguments: Arguments,
  examples: [
    "pitstop attribute:add car color:string",
    "pitstop attribute:add car price:decimal:12,2!=0 --min 0",
  ],
  plan(workspace, args) {
    const { domain: name, attributes: words, backfill: expression, ...flags } = args;
    const hasFlags =
      flags.unique ||
      expression !== undefined ||
      Object.values(flags).some((value) => value !== undefined && value !== false);
    if (words.length > 1 && hasFlags) {
      throw new UsageError(
        "BAD_FLAG",
        "Options apply to a single attribute, but there are several.",
        "Add them one by one.",
      );
    }
    const draft = new Draft(workspace);
    const stated: PlannedMigration[] = [];
    const retires: Retired[] = [];
    const rowsAtRisk: RowsQuery[] = [];
    const examples: SchemaPlace[] = [];
    for (const word of words) {
      const attribute = parseAttribute(word, flags);
      const domain = readDomain(draft.workspace, name);
      checkAttributeName(attribute.name, domain);
      checkNotRetired(draft, domain, attribute);
      checkFree(workspace, domain, attribute.name);
      checkRequired(domain, attribute, word, expression);
      const change = { kind: "add attribute", attribute } as const;
      changeMember(draft, domain, change, `${attribute.name} is a new attribute`);
      const rows = rowsToFill(domain, attribute, expression);
      if (rows.length > 0) refuseOtherSchema(domain);
      rowsAtRisk.push(...rows);
      if (attribute.rules.pattern !== undefined || attribute.examples !== undefined)
        examples.push(...needsExample(workspace, domain, attribute.name));
      if (expression === undefined) continue;
      checkExpression(expression);
      stated.push(...backfilled(domain, attribute, expression));
      if (!isFilled(attribute)) continue;
      markFilled(draft, name, attribute.name, true);
      retires.push(fillingTrigger(domain, attribute, expression, workspace.today));
    }
    if (retires.length > 0) {
      const all = [...readRetired(workspace), ...retires];
      writeRetired(
        draft,
        all,
        "a trigger fills the column for code that doesn't know it, until it is purged",
      );
    }
    return finish(
      commandWords("attribute:add", [name, ...words], {
        ...flags,
        ...(flags.index === false && { index: undefined, noIndex: true }),
        backfill: expression,
      }),
      draft,
      {
        schema: stated.length > 0 ? "stated" : "derived",
        migrations: stated,
        retires,
        rowsAtRisk,
        needsExample: examples,
        domains: [name],
      },
    );
  },
};

function checkRequired(
  domain: Domain,
  attribute: Attribute,
  word: string,
  expression: string | undefined,
): void {
  if (attribute.isNullable || attribute.default !== undefined || expression !== undefined) return;
  throw new UsageError(
    "NO_VALUE_FOR_ROWS",
    `"${attribute.name}" is required, but existing ${domain.plural} have no value for it.`,
    `Add a default (${word}=…), or pass an SQL expression over the row: --backfill <expression>.`,
  );
}

/** A column of this name that waits to be purged still holds values of before. */
function checkNotRetired(draft: Draft, domain: Domain, attribute: Attribute): void {
  const column = snakeCase(attribute.name);
  const isThere = readRetired(draft.workspace).some(
    (retired) => retired.table === domain.table && retired.column === column,
  );
  if (!isThere) return;
  throw new UsageError(
    "NAME_TAKEN",
    `${domain.table} still has a retired column "${column}", with its old values.`,
    `Drop it first: pitstop purge ${domain.name} ${attribute.name}. Or undo the removal: pitstop undo.`,
  );
}

/** The rows for which the value of existing rows, computed or one for all, doesn't fit. */
function rowsToFill(domain: Domain, attribute: Attribute, expression: string | undefined): RowsQuery[] {
  const { source, constant } = domain.types;
  const values = { table: domain.table, words: rowWords(domain), attribute, type: ofExpression };
  const hint = "Change the expression so that each row gets a value that fits.";
  if (expression !== undefined) {
    return rowsMet({
      ...values,
      value: expression,
      source: "from --backfill",
      typed: `--backfill "${expression}"`,
      looksFor: {
        nulls: !attribute.isNullable && attribute.default === undefined,
        duplicates: attribute.isUnique,
        rules: { path: source.path, constant, attribute: attribute.name },
      },
      hint,
    });
  }
  if (attribute.default === undefined || !attribute.isUnique) return [];
  const looksFor = { nulls: false, duplicates: true, rules: false } as const;
  return rowsMet({
    ...values,
    value: constantSql(attribute.default),
    source: "from the default",
    looksFor,
    hint,
  });
}

/** The column by expand, backfill and constraint: each migration is safe by itself on a table in use. */
function backfilled(domain: Domain, attribute: Attribute, expression: string): PlannedMigration[] {
  const { table } = domain;
  const target = { table: inDefaultSchema(table), column: snakeCase(attribute.name) };
  const { column } = target;
  const name = `${table}_${column}`;
  const trigger = triggerName(domain, attribute);
  const fill = {
    up: fillTrigger(table, column, trigger, expression),
    down: rowTriggerDropped(target.table, trigger),
  };
  const added = addFilledColumn({
    ...target,
    definition: `${columnType(attribute)} null`,
    value: `(${expression})`,
    isRequired: false,
    ...(attribute.default === undefined
      ? {}
      : { default: { value: constantSql(attribute.default), isKept: true } }),
    ...(isFilled(attribute) ? { with: fill } : {}),
  });
  const { values } = attribute.rules;
  return [
    ...planned(added, `add_${name}`),
    ...(values ? planned(addCheck(valuesCheck(table, column, values)), `${name}_values`) : []),
    ...(attribute.isNullable ? [] : planned(requireColumn(target), name)),
    ...(attribute.isUnique ? planned(addUnique(uniqueOf(table, column)), `unique_${name}`) : []),
    ...(needsIndex(attribute) ? planned(createIndex(indexOf(table, [column, "id"])), `index_${name}`) : []),
  ];
}

/** Code and older clients leave it out, and no default stands in. */
const isFilled = (attribute: Attribute): boolean => !attribute.isNullable && attribute.default === undefined;

const triggerName = (domain: Domain, attribute: Attribute): string =>
  fillTriggerName(domain.table, snakeCase(attribute.name));

const fillingTrigger = (domain: Domain, attribute: Attribute, value: string, since: string): Retired => ({
  domain: domain.name,
  attribute: attribute.name,
  table: domain.table,
  since,
  trigger: triggerName(domain, attribute),
  fills: { column: snakeCase(attribute.name), value },
});
