// A live column under another name or of another type: add, keep in step both ways, backfill, switch; purge later.
import type { Attribute } from "../attribute-types/attribute.ts";
import { needsIndex } from "../layers/entity-layer.ts";
import {
  addColumn,
  backfill,
  checkName,
  columnType,
  constantSql,
  createCheck,
  createIndex,
  createTrigger,
  createUnique,
  dropColumn,
  dropConstraint,
  dropIndexStep,
  dropTrigger,
  indexName,
  intended,
  migration,
  quoteName,
  requireColumn,
  statement,
  uniqueName,
} from "../layers/sql.ts";
import type { PlannedMigration, PlannedStep } from "../plan.ts";

/** One column that takes the place of another one. */
export interface Replacement {
  readonly table: string;
  readonly from: { readonly column: string; readonly attribute: Attribute };
  readonly to: { readonly column: string; readonly attribute: Attribute };
  /** SQL that makes a new value of an old one, and the other way round; `$` stands for the value. */
  readonly forward: string;
  readonly backward: string;
}

export const syncTrigger = ({ table, from, to }: Pick<Replacement, "table" | "from" | "to">): string =>
  `${table}_${from.column}_${to.column}_sync`.slice(0, 63);

/** The migrations of the first deploy: each is safe on a table in use, and old and new code write both columns. */
export function replaceColumn(replacement: Replacement): PlannedMigration[] {
  const { table, from, to, forward } = replacement;
  const { attribute } = to;
  const name = `${table}_${to.column}`;
  const trigger = syncTrigger(replacement);
  const column = quoteName(to.column);
  const alter = `alter table ${quoteName(table)}`;
  const setDefault =
    attribute.default === undefined
      ? []
      : [
          statement(
            table,
            `${alter} alter column ${column} set default ${constantSql(attribute.default)}`,
            "Holds for new rows.",
          ),
        ];
  const value = forward.replaceAll("$", quoteName(from.column));
  return [
    migration(`add_${name}`, {
      up: [
        addColumn(table, to.column, columnType(attribute)),
        ...setDefault,
        ...createTrigger(
          table,
          trigger,
          syncBody(replacement),
          `Keeps "${from.column}" and "${to.column}" in step while old and new code run.`,
        ),
      ],
      down: [...dropTrigger(table, trigger), dropColumn(table, to.column)],
    }),
    backfill(table, `${column} = ${value}`, `${column} is distinct from ${value}`, `fill_${name}`),
    ...(attribute.rules.values ? createCheck(table, to.column, attribute.rules.values, `check_${name}`) : []),
    ...(attribute.isNullable ? [] : requireColumn(table, to.column, name)),
    ...(attribute.isUnique ? createUnique(table, to.column, `unique_${name}`) : []),
    ...(needsIndex(attribute) ? [createIndex(table, [to.column, "id"], `index_${name}`)] : []),
    ...releaseOldColumn(replacement),
  ];
}

/**
 * The old column loses its rules: code of before still writes it, code of now does not know it. Each way back is in
 * statements that commit by themselves, so that none reads rows under a strong lock.
 */
function releaseOldColumn({ table, from: { attribute, column } }: Replacement): PlannedMigration[] {
  const name = `${table}_${column}`;
  return [
    ...(attribute.default === undefined ? [] : [releaseDefault(table, column, attribute.default, name)]),
    ...(attribute.isNullable ? [] : [releaseRequired(table, column, name)]),
    ...(attribute.isUnique
      ? [
          inverse(
            `release_${name}_unique`,
            [dropConstraint(table, uniqueName(table, column), "The new column is unique in its place.")],
            createUnique(table, column, ""),
          ),
        ]
      : []),
    ...(attribute.rules.values
      ? [
          inverse(
            `release_${name}_check`,
            [dropConstraint(table, checkName(table, column), "The new column has the check.")],
            createCheck(table, column, attribute.rules.values, ""),
          ),
        ]
      : []),
    ...(needsIndex(attribute)
      ? [
          inverse(
            `unindex_${name}`,
            [dropIndexStep(table, indexName(table, [column, "id"]))],
            [createIndex(table, [column, "id"], "")],
          ),
        ]
      : []),
  ];
}

function releaseDefault(
  table: string,
  column: string,
  value: NonNullable<Attribute["default"]>,
  name: string,
): PlannedMigration {
  const alter = `alter table ${quoteName(table)} alter column ${quoteName(column)}`;
  return migration(`release_${name}_default`, {
    up: [statement(table, `${alter} drop default`, "Its value comes from the new column.")],
    down: [statement(table, `${alter} set default ${constantSql(value)}`, "As it was.")],
  });
}

function releaseRequired(table: string, column: string, name: string): PlannedMigration {
  const drop = `alter table ${quoteName(table)} alter column ${quoteName(column)} drop not null`;
  return inverse(
    `release_${name}_required`,
    [
      intended(
        statement(table, drop, "New code does not fill it by itself."),
        "drop-not-null",
        "the trigger fills the column from the new one",
      ),
    ],
    requireColumn(table, column, ""),
  );
}

/** A migration that takes something away, and brings it back by what would build it on a table in use. */
const inverse = (
  name: string,
  up: readonly PlannedStep[],
  building: readonly PlannedMigration[],
): PlannedMigration =>
  migration(name, { isTransactional: false, up, down: building.flatMap((part) => part.up) });

/** Whichever of the two was written decides; a row that neither touched stays as it is. */
function syncBody({ from, to, forward, backward }: Replacement): string {
  const oldColumn = `new.${quoteName(from.column)}`;
  const newColumn = `new.${quoteName(to.column)}`;
  const toNew = `${newColumn} := ${forward.replaceAll("$", oldColumn)};`;
  const toOld = `${oldColumn} := ${backward.replaceAll("$", newColumn)};`;
  const standard = to.attribute.default === undefined ? "null" : constantSql(to.attribute.default);
  return [
    "  if tg_op = 'INSERT' then",
    `    if ${newColumn} is distinct from ${standard} then ${toOld}`,
    `    else ${toNew.replace(":=", `:= coalesce(`).replace(/;$/, `, ${newColumn});`)} ${toOld}`,
    "    end if;",
    `  elsif ${newColumn} is distinct from old.${quoteName(to.column)} then ${toOld}`,
    `  elsif ${oldColumn} is distinct from old.${quoteName(from.column)} then ${toNew}`,
    "  end if;",
  ].join("\n");
}

/** The same in one statement, where no other code runs: the column and what is called after it change their names. */
export function renameColumn(
  table: string,
  from: string,
  to: string,
  attribute: Attribute,
): PlannedMigration {
  const steps = (one: string, other: string): PlannedStep[] => {
    const rename = (what: string, old: string, fresh: string, comment: string) =>
      statement(table, `alter ${what} ${quoteName(old)} rename to ${quoteName(fresh)}`, comment);
    const constraint = (old: string, fresh: string) =>
      statement(
        table,
        `alter table ${quoteName(table)} rename constraint ${quoteName(old)} to ${quoteName(fresh)}`,
        "Called after its column.",
      );
    return [
      intended(
        statement(
          table,
          `alter table ${quoteName(table)} rename column ${quoteName(one)} to ${quoteName(other)}`,
          "Changes the catalogue alone; code that uses the old name fails from now on.",
        ),
        "rename-column",
        "renamed at once, where no other code runs",
      ),
      ...(needsIndex(attribute)
        ? [
            rename(
              "index",
              indexName(table, [one, "id"]),
              indexName(table, [other, "id"]),
              "Called after its column.",
            ),
          ]
        : []),
      ...(attribute.isUnique ? [constraint(uniqueName(table, one), uniqueName(table, other))] : []),
      ...(attribute.rules.values ? [constraint(checkName(table, one), checkName(table, other))] : []),
    ];
  };
  return migration(`rename_${table}_${from}`, {
    phase: "contract",
    up: steps(from, to),
    down: steps(to, from),
  });
}
