import {
  addColumn,
  backfill,
  createTrigger,
  dropColumn,
  dropIndexStep,
  dropTrigger,
  foreignName,
  indexName,
  migration,
  quoteName,
  requireColumn,
  statement,
} from "../../layers/sql.ts";
import { snakeCase } from "../../names/case.ts";
import type { PlannedMigration } from "../../plan.ts";
import type { Domain } from "../../workspace/read-domain.ts";
import type { NewRelation } from "./relate.ts";

/** The foreign key by expand, backfill and constraint. */
export function backfilledKey(
  domain: Domain,
  other: Domain,
  expression: string,
  { name: relation, required, unique, onDelete }: NewRelation,
): PlannedMigration[] {
  const { table } = domain;
  const column = `${snakeCase(relation)}_id`;
  const name = `${table}_${column}`;
  const trigger = fillName(domain, relation);
  const alter = `alter table ${quoteName(table)}`;
  const foreign = quoteName(foreignName(table, column));
  const body = `  if new.${quoteName(column)} is null then\n    select (${expression}) into new.${quoteName(column)} from (select new.*) as ${quoteName(table)};\n  end if;`;
  const fill = required
    ? createTrigger(table, trigger, body, `Fills "${column}" for code that does not know it yet.`)
    : [];
  const index = unique ? `${name}_unique` : indexName(table, [column]);
  return [
    migration(`add_${name}`, {
      up: [addColumn(table, column, "bigint"), ...fill],
      down: [...(required ? dropTrigger(table, trigger) : []), dropColumn(table, column)],
    }),
    backfill(table, `${quoteName(column)} = (${expression})`, `${quoteName(column)} is null`, `fill_${name}`),
    migration(`index_${name}`, {
      isTransactional: false,
      up: [
        statement(
          table,
          `create ${unique ? "unique " : ""}index concurrently if not exists ${quoteName(unique ? `${index}_index` : index)} on ${quoteName(table)} (${quoteName(column)})`,
          "Built while others read and write.",
          "SHARE UPDATE EXCLUSIVE",
        ),
      ],
      down: [dropIndexStep(table, unique ? `${index}_index` : index)],
    }),
    ...(unique
      ? [
          migration(`unique_${name}`, {
            up: [
              statement(
                table,
                `${alter} add constraint ${quoteName(index)} unique using index ${quoteName(`${index}_index`)}`,
                "Takes the index that is there.",
              ),
            ],
            down: [statement(table, `${alter} drop constraint ${quoteName(index)}`, "The constraint goes.")],
          }),
        ]
      : []),
    migration(`refer_${name}`, {
      up: [
        statement(
          table,
          `${alter} add constraint ${foreign} foreign key (${quoteName(column)}) references ${quoteName(other.table)} ("id") on delete ${onDelete.replace("-", " ")} not valid`,
          "Holds for new rows from now on.",
          "SHARE ROW EXCLUSIVE",
        ),
      ],
      down: [statement(table, `${alter} drop constraint ${foreign}`, "The foreign key goes.")],
    }),
    migration(`refer_${name}_validate`, {
      up: [
        statement(
          table,
          `${alter} validate constraint ${foreign}`,
          "Reads the rows while others read and write.",
          "SHARE UPDATE EXCLUSIVE",
        ),
      ],
      down: [],
    }),
    ...(required ? requireColumn(table, column, name) : []),
  ];
}

/** The trigger that fills the key for code of before. */
export const fillName = (domain: Domain, relation: string): string =>
  `${domain.table}_${snakeCase(relation)}_id_fill`;
