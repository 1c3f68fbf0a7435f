import {
  addForeignKey,
  addUnique,
  createIndex,
  type KeyFromText,
  keyFromText,
  keyInStep,
  quoted,
  requireColumn,
  syncTriggerName,
  type Unmatched,
} from "@pitstop/migrator/recipes";
import type { Attribute } from "../../attribute-types/attribute.ts";
import { ownNames } from "../../layers/entity/own-names.ts";
import type { NewRelation } from "../../layers/layer.ts";
import { columnType, foreignKeyOf, inDefaultSchema, indexOf, planned, uniqueOf } from "../../layers/sql.ts";
import { snakeCase } from "../../names/case.ts";
import type { PlannedMigration, Retired, RowsQuery } from "../../plan.ts";
import { rowWords } from "../../rows/row-words.ts";
import { rowsMet } from "../../rows/rows-met.ts";
import type { Domain } from "../../workspace/read-domain.ts";
import { releaseColumn } from "../replace-column.ts";

/** An attribute whose values become references. */
export interface Move {
  readonly domain: Domain;
  readonly from: Attribute & { readonly column: string };
  readonly other: Domain;
  /** The unique attribute of the other domain that has the same values. */
  readonly match: Attribute & { readonly column: string };
  readonly relation: NewRelation;
  readonly unmatched: Unmatched;
}

const keyColumn = ({ relation }: Move): string => `${snakeCase(relation.name)}_id`;

const changeOf = (move: Move): KeyFromText => ({
  table: inDefaultSchema(move.domain.table),
  from: move.from.column,
  type: columnType(move.from),
  to: keyColumn(move),
  target: inDefaultSchema(move.other.table),
  match: move.match.column,
  unmatched: move.unmatched,
});

/** What `retired.json` says of the old column and the trigger that keeps it and the key in step. */
export const retiredByMove = (move: Move): Required<Pick<Retired, "replacedBy" | "trigger" | "inStep">> => ({
  replacedBy: keyColumn(move),
  trigger: syncTriggerName(changeOf(move)),
  inStep: keyInStep(changeOf(move)),
});

/** The key beside the old column, filled by looking each value up; old and new code write one of the two. */
export function movedToKey(move: Move): PlannedMigration[] {
  const { domain, from, other, relation } = move;
  const { table } = domain;
  const target = { table: inDefaultSchema(table), column: keyColumn(move) };
  const { column } = target;
  const name = `${table}_${column}`;
  const key = foreignKeyOf(table, column, other.table, relation.onDelete.replace("-", " "));
  return [
    ...planned(keyFromText(changeOf(move)), `add_${name}`),
    ...(relation.unique
      ? planned(addUnique(uniqueOf(table, column)), `unique_${name}`)
      : planned(createIndex(indexOf(table, [column])), `index_${name}`)),
    ...planned(addForeignKey(key), `refer_${name}`),
    ...(relation.required ? planned(requireColumn(target), name) : []),
    ...releaseColumn(table, { column: from.column, attribute: from }, ownNames(domain.entity, from.name)),
  ];
}

/** The rows without a value, with one that no record of the other domain has, or with one that others have too. */
export function rowsMoved(move: Move): RowsQuery[] {
  const { domain, from, other, match, relation, unmatched } = move;
  const { one, many } = rowWords(domain);
  const target = rowWords(other);
  const [table, column] = [quoted(domain.table), `"row".${quoted(from.column)}`];
  const found = `select from ${quoted(other.table)} as "found" where "found".${quoted(match.column)} = ${column}`;
  const lacking = `from ${table} as "row" where ${column} is not null and not exists (${found})`;
  const nowhere = `a ${from.name} that no ${target.one} has as its ${match.name}`;
  return [
    ...(relation.required
      ? [
          {
            text: { one: `${one} has no ${from.name}`, many: `${many} have no ${from.name}` },
            sql: `select "id" as id, null as value from ${table} where ${quoted(from.column)} is null`,
            refuses: { hint: "Fill them first, or leave --required out." },
          },
        ]
      : []),
    ...(unmatched === "created" ? created(move, lacking) : [unmatchedRows()]),
    ...(relation.unique
      ? [
          {
            text: {
              one: `${from.name} is in more than one row`,
              many: `values of ${from.name} are in more than one row each`,
            },
            sql: `select min("id") as id, ${quoted(from.column)}::text as value from ${table} where ${quoted(from.column)} is not null group by ${quoted(from.column)} having count(*) > 1`,
            refuses: { hint: "Make them differ first, or leave --unique out." },
          },
        ]
      : []),
  ];

  function unmatchedRows(): RowsQuery {
    const leave = relation.required ? "" : ` Or let these ${many} refer to nothing: --leave-missing.`;
    return {
      text: { one: `${one} has ${nowhere}`, many: `${many} have ${nowhere}` },
      sql: `select "row"."id" as id, ${column}::text as value ${lacking}`,
      ...(unmatched === "empty"
        ? {}
        : { refuses: { hint: `Change these values, or create what is missing: --create-missing.${leave}` } }),
    };
  }
}

/** The records that are made, and those that can't be because a rule of the other domain refuses them. */
function created({ domain, from, other, match }: Move, lacking: string): RowsQuery[] {
  const target = rowWords(other);
  const { source, constant } = other.types;
  const found = `select from ${quoted(other.table)} as "found" where "found".${quoted(match.column)} = ${quoted(domain.table)}.${quoted(from.column)}`;
  const rules = rowsMet({
    table: domain.table,
    words: rowWords(domain),
    attribute: match,
    value: quoted(from.column),
    type: from,
    where: `${quoted(from.column)} is not null and not exists (${found})`,
    source: `in "${from.name}"`,
    looksFor: {
      nulls: false,
      duplicates: false,
      rules: { path: source.path, constant, attribute: match.name },
    },
    hint: `Change these values first: they can't be the ${match.name} of a new ${target.one}.`,
  });
  return [
    ...rules,
    {
      text: {
        one: `value of "${from.name}" becomes a new ${target.one}`,
        many: `values of "${from.name}" become new ${target.many}`,
      },
      sql: `select min("row"."id") as id, "row".${quoted(from.column)}::text as value ${lacking} group by "row".${quoted(from.column)}`,
    },
  ];
}
