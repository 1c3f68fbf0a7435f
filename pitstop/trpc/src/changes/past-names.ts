// What the log calls a table and its attributes that had other names when a change was logged. Until a rename is purged the
// application states it (retired.json); from then on the table pitstop_history.names does, which purge writes.
import type { EntityManager } from "@mikro-orm/postgresql";
import { readStatement } from "../crud/statement.ts";
import type { Table } from "../crud/table.ts";
import { NAMES } from "./change-log.ts";

/** Values by the names that inputs have. */
export type Values = Readonly<Record<string, unknown>>;

/** A name that ended with a purge: of a table, or of an attribute of it. */
export interface EndedName {
  readonly table: string;
  readonly attribute: string | null;
  /** What it is called since; null where it is gone. */
  readonly now: string | null;
  /** The id of the last change that was logged before. */
  readonly lastChange: number;
}

/** The changes of a table while it had a name: those with an id beyond `after`, up to `upTo`. */
export interface NamedSpan {
  readonly table: string;
  readonly after: number;
  readonly upTo: number;
}

/** The names that ended, in their order. */
export const readEndedNames = (em: EntityManager): Promise<EndedName[]> =>
  readStatement<EndedName>(
    em,
    `select json_build_object('table', table_name, 'attribute', attribute, 'now', now_named, 'lastChange', last_change)::text from ${NAMES} order by id`,
    [],
  );

/** The spans in which the changes of a table were logged, under whichever name. */
export function spansOf(
  { name, entries }: Pick<Table, "name" | "entries">,
  ended: readonly EndedName[],
): NamedSpan[] {
  const tables = ended.filter(({ attribute }) => attribute === null);
  const began = (table: string, upTo: number): number =>
    Math.max(
      0,
      ...tables
        .filter((each) => each.table === table && each.lastChange < upTo)
        .map((each) => each.lastChange),
    );
  const spanOf = (table: string, upTo = Number.POSITIVE_INFINITY): NamedSpan[] => {
    const span = { table, after: began(table, upTo), upTo };
    const earlier = tables.filter(({ now, lastChange }) => now === table && isWithin(span, lastChange));
    return [span, ...earlier.flatMap((each) => spanOf(each.table, each.lastChange))];
  };
  const views = entries.flatMap(({ view }) => (view === undefined ? [] : [view]));
  return [name, ...views].flatMap((table) => spanOf(table));
}

const isWithin = ({ after, upTo }: NamedSpan, id: number): boolean => id > after && id <= upTo;

/** The values of a change by the present names; what was purged isn't among them. */
export function presentValues(
  values: Values,
  change: number,
  names: {
    readonly table: Table;
    readonly spans: readonly NamedSpan[];
    readonly ended: readonly EndedName[];
  },
): Values {
  const present = new Map(Object.entries(values));
  const rename = (from: string, to: string | null): void => {
    if (!present.has(from)) return;
    const value = present.get(from);
    present.delete(from);
    if (to !== null && !present.has(to)) present.set(to, value);
  };
  for (const { table, attribute, now, lastChange } of names.ended) {
    const isOwn = names.spans.some((span) => span.table === table && isWithin(span, lastChange));
    if (attribute !== null && isOwn && lastChange >= change) rename(attribute, now);
  }
  for (const { attribute, renamedTo, relation } of names.table.entries) {
    const suffix = relation ? "Id" : "";
    if (renamedTo !== undefined) rename(attribute + suffix, renamedTo + suffix);
  }
  return Object.fromEntries(present);
}
