import { literal, quoted } from "@pitstop/migrator/recipes";
import type { Attribute } from "../../attribute-types/attribute.ts";
import { columnType } from "../../layers/sql.ts";
import type { RowsQuery, SchemaPlace } from "../../plan.ts";
import { converted, ofExpression, textOf } from "../../rows/converted.ts";
import { rowWords } from "../../rows/row-words.ts";
import { rowsMet } from "../../rows/rows-met.ts";
import type { Domain } from "../../workspace/read-domain.ts";
import { backward, isTextual, needsConversion, type Using } from "./conversion.ts";

/** An attribute as it is and as it will be. */
interface Change {
  readonly before: Attribute & { readonly column: string };
  readonly after: Attribute;
  readonly using: Using;
  /** Whether older code goes on writing the column that there is. */
  readonly isInStep: boolean;
}

/** What must not be in the table for the change to go through, and what becomes of values that are changed on purpose. */
export function rowsAtRisk(domain: Domain, change: Change): RowsQuery[] {
  const { before, after, using } = change;
  const column = quoted(before.column);
  const isConverted = needsConversion(before, after);
  const isTyped = using.using !== undefined;
  const rules = (isConverted || mayRefuseMore(before, after)) && schemaOf(domain, after);
  const typed = using.using === undefined ? {} : { typed: `--using "${using.using}"` };
  const stored = rowsMet({
    table: domain.table,
    words: rowWords(domain),
    attribute: after,
    value: using.using ?? column,
    type: isTyped ? ofExpression : before,
    source: isTyped ? "from --using" : `in "${before.name}"`,
    ...typed,
    zone: using.zone,
    looksFor: {
      nulls: !after.isNullable && (before.isNullable || isTyped) && using.backfill === undefined,
      duplicates: after.isUnique && (!before.isUnique || isConverted),
      rules,
    },
    ...hints(before, after, isTyped),
  });
  return [
    ...stored,
    ...backfilled(domain, change),
    ...(isTyped && change.isInStep ? [notTakenBack(domain, change)] : []),
    ...(isTyped ? [changedOnPurpose(domain, change)] : []),
  ];
}

const schemaOf = ({ types }: Domain, { name }: Attribute): SchemaPlace => ({
  path: types.source.path,
  constant: types.constant,
  attribute: name,
});

/** Whether the rules of after refuse what those of before took. Other rules that people wrote stay as they are. */
function mayRefuseMore(before: Attribute, after: Attribute): boolean {
  const [was, is] = [before.rules, after.rules];
  const isHigher = (old = Number.NEGATIVE_INFINITY, now = Number.NEGATIVE_INFINITY) => now > old;
  const isLower = (old = Number.POSITIVE_INFINITY, now = Number.POSITIVE_INFINITY) => now < old;
  return (
    before.type !== after.type ||
    isHigher(was.minLength, is.minLength) ||
    isLower(was.maxLength, is.maxLength) ||
    isHigher(was.minimum, is.minimum) ||
    isLower(was.maximum, is.maximum) ||
    (is.pattern !== undefined && is.pattern !== was.pattern) ||
    (was.values?.some((value) => !is.values?.includes(value)) ?? false)
  );
}

/** What to do about values that don't fit: another conversion, or other values. */
function hints(before: Attribute & { column: string }, after: Attribute, isTyped: boolean) {
  const column = /^[a-z_][a-z0-9_]*$/.test(before.column) ? before.column : quoted(before.column);
  if (isTyped) return { hint: "Change the expression so that each row gets a value that fits." };
  if (!needsConversion(before, after))
    return {
      hint:
        before.isNullable && !after.isNullable
          ? "Say what they get: --backfill <expression>."
          : "Change these values first.",
    };
  const number = before.type === "decimal" ? column : `${column}::numeric`;
  const isWhole = after.type === "integer" || after.type === "bigint";
  if (isTextual(columnType(before)) && (isWhole || after.type === "decimal")) {
    const digits = isWhole ? "^-?\\d+$" : "^-?\\d+(\\.\\d+)?$";
    const using = `case when ${column} ~ '${digits}' then ${column}::${columnType(after)} end`;
    return {
      hint: `Change these values first, or say how they convert: --using "${using}".`,
      roundingHint: `Say how they convert: --using "round(${number}, ${after.rules.scale ?? 0})".`,
    };
  }
  const example: Readonly<Record<string, string>> = {
    decimal: `round(${number}, ${after.rules.scale})`,
    integer: `round(${number})`,
    bigint: `round(${number})`,
    date: `(${column} at time zone 'UTC')::date`,
    datetime: `date_trunc('milliseconds', ${column}::timestamptz)`,
    float: `${column}::float8`,
  };
  const cut = after.rules.maxLength === undefined ? undefined : `left(${column}, ${after.rules.maxLength})`;
  const using = example[after.type] ?? cut ?? "<expression>";
  return {
    hint: `Change these values first, or say how they convert: --using "${using}".`,
    roundingHint: `Say how they convert: --using "${using}".`,
  };
}

/** The values of rows without one meet every rule, new or not. */
function backfilled(domain: Domain, { before, after, using }: Change): RowsQuery[] {
  const { backfill } = using;
  if (backfill === undefined) return [];
  return rowsMet({
    table: domain.table,
    words: rowWords(domain),
    attribute: after,
    value: backfill,
    type: ofExpression,
    where: `${quoted(before.column)} is null`,
    source: "from --backfill",
    typed: `--backfill "${backfill}"`,
    looksFor: { nulls: !after.isNullable, duplicates: after.isUnique, rules: schemaOf(domain, after) },
    hint: "Change the expression so that each row gets a value that fits.",
  });
}

/**
 * Until it is purged, older code reads the new values in the old type, and what it writes is converted again: that
 * has to end in the same value. An expression that means something else (cents instead of euros) doesn't.
 */
function notTakenBack(domain: Domain, { before, after, using }: Change): RowsQuery {
  const { one, many } = rowWords(domain);
  const [table, expression] = [quoted(domain.table), using.using ?? ""];
  const fresh = converted(`(${expression})`, ofExpression, after).value;
  const old = backward("pitstop_new", before, after, using.zone);
  const first = `select ${table} as "pitstop_row", ${fresh} as "pitstop_new" from ${table} offset 0`;
  const values = `jsonb_build_object(${literal(before.column)}, ${old})`;
  const back = `select (jsonb_populate_record("pitstop_row", ${values})).*, "pitstop_new", ${old} as "pitstop_old" from (${first}) as "found"`;
  const again = `select "id", "pitstop_new", "pitstop_old", ${fresh} as "pitstop_again" from (${back} offset 0) as ${table}`;
  const what = "that older clients would read as another value";
  return {
    text: {
      one: `${one} gets a value from --using ${what}`,
      many: `${many} get a value from --using ${what}`,
    },
    sql: `select "id" as id, (${textOf('"pitstop_new"', after)}) || ' → ' || coalesce(${textOf('"pitstop_old"', before)}, 'null') as value from (${again}) as "rows" where "pitstop_again" is distinct from "pitstop_new"`,
    typed: `--using "${expression}"`,
    refuses: {
      hint: `Add another attribute that is filled from this one: pitstop attribute:add ${domain.name} <name:type> --backfill "${expression}".`,
    },
  };
}

/** For people to see what becomes of their values. */
function changedOnPurpose(domain: Domain, { before, after, using }: Change): RowsQuery {
  const { one, many } = rowWords(domain);
  const column = quoted(before.column);
  const [old, fresh] = [textOf('"old"', before), textOf('"new"', after)];
  const value = converted(`(${using.using})`, ofExpression, after).value;
  const kept = converted('"old"', before, after, using.zone);
  const isKept = `case when ${kept.isValid} then case when ${kept.isExact ?? "true"} then ${kept.value} is not distinct from "new" else false end else false end`;
  return {
    text: {
      one: `${one} gets another value in "${before.name}"`,
      many: `${many} get another value in "${before.name}"`,
    },
    sql: `select "id" as id, (${old}) || ' → ' || coalesce(${fresh}, 'null') as value from (select "id", ${column} as "old", ${value} as "new" from ${quoted(domain.table)} offset 0) as "rows" where "old" is not null and not (${isKept})`,
    typed: `--using "${using.using}"`,
  };
}
