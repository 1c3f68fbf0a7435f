import { derivedName, quoted } from "../quote.ts";
import { shown, type TableName } from "../table-name.ts";
import { addColumn, addedColumn, backfilled, defaultSet, droppedColumn, renamedColumn } from "./column.ts";
import { renamedConstraint } from "./constraint.ts";
import { allowed, type Down, migration, type Recipe, type SqlStatement } from "./recipe.ts";
import { notNullName, requireColumn, requiredAtOnce } from "./required.ts";
import { assigned, newRow, rowTrigger, rowTriggerDropped } from "./row-trigger.ts";

/** A column that takes the place of another one, while old code uses the one and new code the other. */
export interface Replacement {
  readonly table: TableName;
  readonly from: string;
  readonly to: string;
  /** The new column while it is empty: its type, nullable. */
  readonly definition: string;
  /** The default of the new column. */
  readonly default?: string;
  /** The new value, as an SQL expression over the columns of the row. */
  readonly forward: string;
  /** The old value of a new one. Without it, nothing but the trigger may write the new column. */
  readonly backward?: string;
  /** PL/pgSQL that the trigger runs before `forward` reads a written value. */
  readonly prepare?: string;
  /** The new value of existing rows, if they get another one than rows that are written. */
  readonly fill?: string;
}

/**
 * Adds the new column, keeps both in step by a trigger, and fills the new one in batches. Old and new code may run at
 * the same time from then on.
 */
export function columnInStep(replacement: Replacement): Recipe {
  const { table, from, to, definition, forward } = replacement;
  const target = { table, column: to };
  const byDefault = replacement.default === undefined ? [] : [defaultSet(target, replacement.default)];
  const [column, value] = [quoted(to), `(${replacement.fill ?? forward})`];
  return [
    ...addColumn({
      ...target,
      definition,
      with: { up: [...byDefault, ...syncTrigger(replacement)], down: syncTriggerDropped(replacement) },
    }),
    migration({
      stage: "backfill",
      ending: "backfill",
      isTransactional: false,
      comment: `Fills ${shown(table)}.${to} from ${from} in existing rows.`,
      up: [backfilled(table, `${column} = ${value}`, `${column} is null and ${value} is not null`)],
      down: { statements: [], why: "Nothing to roll back: the values go with the column." },
    }),
  ];
}

export interface WholeReplacement extends Replacement {
  readonly isRequired: boolean;
  /** The name that the new column has in the end. By default it keeps its own. */
  readonly name?: string;
  /** The old column while it is empty, to go down again. Needs `backward`. */
  readonly oldDefinition?: string;
  readonly serverMajor?: number;
}

/** Replaces a column by another one, to the end: the old column goes once no deployed code uses it. */
export function replaceColumn(replacement: WholeReplacement): Recipe {
  const { table, from, to, name = to, isRequired, serverMajor } = replacement;
  const down = replacedBack(replacement);
  return [
    ...columnInStep(replacement),
    ...(isRequired
      ? requireColumn({ table, column: to, ...(serverMajor === undefined ? {} : { serverMajor }) })
      : []),
    migration({
      stage: "switch",
      ending: "switch",
      comment: `Drops the old ${shown(table)}.${from}. Deployed code must no longer use it.`,
      // Down fills the old column in batches, which no transaction allows.
      isTransactional: "impossible" in down,
      up: [
        ...syncTriggerDropped(replacement),
        allowed("drop-column", `${to} has its values`, droppedColumn({ table, column: from })),
        ...(name === to ? [] : takesName(replacement, to, name)),
      ],
      down,
    }),
  ];
}

/** From PostgreSQL 18 on, NOT NULL has a constraint, which is named after its column. */
function takesName(
  { table, isRequired, serverMajor = 14 }: WholeReplacement,
  from: string,
  to: string,
): SqlStatement[] {
  const [before, after] = [notNullName(table, from), notNullName(table, to)];
  return [
    allowed("rename-column", `${from} takes the name ${to}`, renamedColumn(table, from, to)),
    ...(isRequired && serverMajor >= 18 ? [renamedConstraint(table, before, after)] : []),
  ];
}

function replacedBack(replacement: WholeReplacement): Down {
  const { table, from, to, name = to, backward, oldDefinition, isRequired } = replacement;
  if (backward === undefined || oldDefinition === undefined) {
    return { impossible: `The old values of ${shown(table)}.${from} are only in a backup.` };
  }
  const value = `(${backward})`;
  return {
    statements: [
      ...(name === to ? [] : takesName(replacement, name, to)),
      addedColumn({ table, column: from, definition: oldDefinition }),
      ...syncTrigger(replacement),
      backfilled(table, `${quoted(from)} = ${value}`, `${quoted(from)} is null and ${value} is not null`),
      ...(isRequired ? requiredAtOnce(table, from) : []),
    ],
  };
}

/** What a trigger that keeps two columns in step is made of. */
export type Stepping = Omit<Replacement, "definition" | "fill">;

/** The trigger's name, which is its function's too. */
export function syncTriggerName({ table, from, to }: Pick<Replacement, "table" | "from" | "to">): string {
  return derivedName(table.name, from, to, "sync");
}

/** The trigger that keeps both columns in step. */
export function syncTrigger(replacement: Stepping): SqlStatement[] {
  const { table, from, to } = replacement;
  const comment = `Keeps "${from}" and "${to}" in step while old and new code run.`;
  return rowTrigger(table, syncTriggerName(replacement), syncBody(replacement), comment);
}

function syncTriggerDropped(replacement: Pick<Replacement, "table" | "from" | "to">): SqlStatement[] {
  return rowTriggerDropped(replacement.table, syncTriggerName(replacement));
}

/**
 * The written column decides; if both already agree, both stay as they are, so that a conversion that loses digits
 * never changes a stored value.
 */
function syncBody({ table, from, to, prepare, ...replacement }: Stepping): string {
  const { forward, backward, default: byDefault = "null" } = replacement;
  const prepared = prepare === undefined ? "" : `${prepare}\n      `;
  if (backward === undefined) return `  ${prepared}${assigned(table, to, `(${forward})`)}`;
  const [old, fresh] = [quoted(from), quoted(to)];
  const [toNew, toOld] = [assigned(table, to, `(${forward})`), assigned(table, from, `(${backward})`)];
  const isApart = (column: string, value: string) =>
    `(select ${column} is distinct from (${value}) from ${newRow(table)})`;
  return [
    "  if tg_op = 'INSERT' then",
    `    if new.${fresh} is distinct from ${byDefault} then`,
    `      ${toOld}`,
    "    else",
    `      ${prepared}${assigned(table, to, `coalesce((${forward}), ${fresh})`)}`,
    `      if new.${old} is null then ${toOld} end if;`,
    "    end if;",
    `  elsif new.${fresh} is distinct from old.${fresh} then`,
    `    if ${isApart(fresh, forward)} then ${toOld} end if;`,
    `  elsif new.${old} is distinct from old.${old} then`,
    `    if ${isApart(old, backward)} then ${prepared}${toNew} end if;`,
    "  end if;",
  ].join("\n");
}
