// The rows that a rule, a type, a format, a precision or uniqueness would meet: the only place that asks for them.
import { quoted } from "@pitstop/migrator/recipes";
import type { Attribute } from "../attribute-types/attribute.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import { withArticle } from "../names/case.ts";
import type { RowsQuery, SchemaPlace } from "../plan.ts";
import { converted, textOf, type ValueType, wireOf } from "./converted.ts";

/** The values that an attribute is about to get. */
export interface NewValues {
  readonly table: string;
  /** What a row is and what rows are, in a sentence: "car", "cars". */
  readonly words: { readonly one: string; readonly many: string };
  /** The attribute as it will be. */
  readonly attribute: Attribute;
  /** The value, as SQL over the columns of the table, and its type. */
  readonly value: string;
  readonly type: ValueType;
  /** Only these rows get it: SQL over the columns of the table. */
  readonly where?: string;
  /** Where the value comes from, after "a value": `in "price"`, `from --backfill`. */
  readonly source: string;
  readonly zone?: string | undefined;
  /** What a person typed that gives the value, for messages. */
  readonly typed?: string;
  /** What is looked for besides values that the type can't hold. */
  readonly looksFor: {
    readonly nulls: boolean;
    readonly duplicates: boolean;
    readonly rules: SchemaPlace | false;
  };
  /** What to do about values that don't fit. */
  readonly hint: string;
  /** What to do about values that the new type would change; by default the same. */
  readonly roundingHint?: string;
}

/** What each row would get and can't hold, in the order in which PostgreSQL and the API would find it. */
export function rowsMet(values: NewValues): RowsQuery[] {
  const { attribute, type, zone, looksFor } = values;
  const { value, isValid, isExact } = converted(`"value"`, type, attribute, zone);
  const isChanged = isExact !== undefined && `case when ${isValid} then not (${isExact}) else false end`;
  return [
    ...(looksFor.nulls ? [query(values, without(values), `"value" is null`, "null")] : []),
    ...(isValid === "true"
      ? []
      : [query(values, unfit(values), `"value" is not null and not (${isValid})`, textOf(`"value"`, type))]),
    ...(isChanged ? [changed(values, isChanged, value)] : []),
    ...(looksFor.rules
      ? [
          {
            ...query(
              values,
              refused(values),
              `"value" is not null and (${isValid})`,
              wireOf(value, attribute),
            ),
            schema: looksFor.rules,
          },
        ]
      : []),
    ...(looksFor.duplicates ? [duplicates(values, value, isValid)] : []),
  ];
}

type Text = RowsQuery["text"];

function query(
  values: NewValues,
  text: Text,
  condition: string,
  shown: string,
  hint = values.hint,
): RowsQuery {
  return {
    text,
    // Columns of the table and the row's value can't be confused, and no constant is computed while it is planned.
    sql: `select "id" as id, ${shown} as value from ${rowsOf(values)} where ${condition}`,
    ...(values.typed === undefined ? {} : { typed: values.typed }),
    refuses: { hint },
  };
}

const rowsOf = ({ table, value, where }: NewValues): string =>
  `(select "id", (${value}) as "value" from ${quoted(table)}${where === undefined ? "" : ` where ${where}`} offset 0) as "rows"`;

const without = ({ words: { one, many }, source }: NewValues): Text => ({
  one: `${one} has no value ${source}`,
  many: `${many} have no value ${source}`,
});

function unfit({ words: { one, many }, source, attribute }: NewValues): Text {
  const { maxLength } = attribute.rules;
  const isText = ["string", "email", "url"].includes(attribute.type);
  if (isText)
    return {
      one: `${one} has more than ${maxLength} characters ${source}`,
      many: `${many} have more than ${maxLength} characters ${source}`,
    };
  const what = `that isn't ${withArticle(typeWord(attribute))}`;
  return { one: `${one} has a value ${source} ${what}`, many: `${many} have a value ${source} ${what}` };
}

function changed(values: NewValues, condition: string, value: string): RowsQuery {
  const { words, source, attribute, type } = values;
  const what = `that ${withArticle(typeWord(attribute))} would change`;
  const text = {
    one: `${words.one} has a value ${source} ${what}`,
    many: `${words.many} have a value ${source} ${what}`,
  };
  const shown = `(${textOf(`"value"`, type)}) || ' → ' || (${textOf(value, attribute)})`;
  return query(values, text, condition, shown, values.roundingHint);
}

const refused = ({ words: { one, many }, source, attribute }: NewValues): Text => ({
  one: `${one} has a value ${source} that isn't ${ruleWords(attribute)}`,
  many: `${many} have a value ${source} that isn't ${ruleWords(attribute)}`,
});

function duplicates(values: NewValues, value: string, isValid: string): RowsQuery {
  const { attribute, source } = values;
  const each = textOf(value, attribute);
  return {
    text: {
      one: `value ${source} is in more than one row`,
      many: `values ${source} are in more than one row each`,
    },
    sql: `select min("id") as id, ${each} as value from ${rowsOf(values)} where "value" is not null and (${isValid}) group by ${each} having count(*) > 1`,
    ...(values.typed === undefined ? {} : { typed: values.typed }),
    refuses: { hint: "Make them differ first." },
  };
}

/** The type as it is typed, with what counts for its values: `decimal:12,2`. */
function typeWord({ type, rules }: Attribute): string {
  return type === "decimal" ? `decimal:${rules.precision},${rules.scale}` : type;
}

/** What a value has to be: "an integer of at least 1", "a string of 2 to 5 characters like /^[A-Z]+$/". */
export function ruleWords(attribute: Attribute): string {
  const { minLength, maxLength, minimum, maximum, values, pattern } = attribute.rules;
  const knows = attributeTypes.get(attribute.type)?.knows ?? [];
  return [
    withArticle(typeWord(attribute)),
    values ? `of ${values.join(", ")}` : "",
    range(minimum, maximum, ["of at least", "of at most"], ""),
    knows.includes("length") ? range(minLength, maxLength, ["of at least", "of up to"], " characters") : "",
    pattern === undefined ? "" : `like /${pattern}/`,
  ]
    .filter(Boolean)
    .join(" ");
}

function range(
  from: number | undefined,
  to: number | undefined,
  [least, most]: [string, string],
  unit: string,
): string {
  if (from !== undefined && to !== undefined) return `of ${from} to ${to}${unit}`;
  if (from !== undefined) return `${least} ${from}${unit}`;
  return to === undefined ? "" : `${most} ${to}${unit}`;
}
