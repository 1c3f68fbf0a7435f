import { quoted } from "@pitstop/migrator/recipes";
import type { NewRelation } from "../../layers/layer.ts";
import type { RowsQuery } from "../../plan.ts";
import { rowWords } from "../../rows/row-words.ts";
import type { Domain } from "../../workspace/read-domain.ts";

/** The rows whose foreign key, by the expression, is missing, leads nowhere, or is that of another row too. */
export function keysMet(
  domain: Domain,
  other: Domain,
  expression: string,
  { required, unique }: Pick<NewRelation, "required" | "unique">,
): RowsQuery[] {
  const { one, many } = rowWords(domain);
  const target = rowWords(other).one;
  const rows = `(select "id", (${expression}) as "value" from ${quoted(domain.table)} offset 0) as "rows"`;
  const typed = `--backfill "${expression}"`;
  const hint = "Change the expression so that each row gets the id of a record.";
  const query = (text: RowsQuery["text"], where: string, value = `"value"::text`): RowsQuery => ({
    text,
    sql: `select "id" as id, ${value} as value from ${rows} where ${where}`,
    typed,
    refuses: { hint },
  });
  const nowhere = `a value from --backfill that is the id of no ${target}`;
  return [
    ...(required
      ? [
          query(
            { one: `${one} has no value from --backfill`, many: `${many} have no value from --backfill` },
            `"value" is null`,
            "null",
          ),
        ]
      : []),
    query(
      { one: `${one} has ${nowhere}`, many: `${many} have ${nowhere}` },
      `"value" is not null and not exists (select from ${quoted(other.table)} as "other" where "other"."id" = "value")`,
    ),
    ...(unique
      ? [
          {
            text: {
              one: "value from --backfill is in more than one row",
              many: "values from --backfill are in more than one row each",
            },
            sql: `select min("id") as id, "value"::text as value from ${rows} where "value" is not null group by "value" having count(*) > 1`,
            typed,
            refuses: { hint: "Make them differ first." },
          },
        ]
      : []),
  ];
}
