// The change log isn't rewritten where a name ends: it is told what the name became, and up to which change it was that.
import { literal } from "@pitstop/migrator/recipes";
import { migration, statement } from "../layers/sql.ts";
import type { PlannedMigration, Retired } from "../plan.ts";
import { type Domain, readableDomains } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** A name that the change log knows: of a table, or of an attribute in it. */
export interface EndedName {
  readonly table: string;
  /** As inputs have it, `color` or `categoryId`; null for the table itself. */
  readonly attribute: string | null;
  /** What it is called from now on; null where it is gone. */
  readonly now: string | null;
}

const NAMES = "pitstop_history.names";

/** Notes names that end, where the application logs changes. */
export function noteEndedNames(workspace: Workspace, names: readonly EndedName[]): PlannedMigration[] {
  const [first] = names;
  if (!first || !hasChangeLog(workspace)) return [];
  return [
    migration(`note_names_of_${first.table}`, {
      phase: "contract",
      up: names.map((name) =>
        statement(NAMES, noted(name), "The history shows it by its name of now.", "ROW EXCLUSIVE"),
      ),
      down: names
        .toReversed()
        .map((name) => statement(NAMES, forgotten(name), "The name is in use again.", "ROW EXCLUSIVE")),
    }),
  ];
}

/** What the change log has to know of what is purged. */
export function namesEndedBy(workspace: Workspace, entries: readonly Retired[]): EndedName[] {
  const domains = readableDomains(workspace);
  return entries.flatMap((entry): EndedName[] => {
    const { table, attribute, view, column, renamedTo, relation } = entry;
    if (attribute === "") return [{ table, attribute: null, now: null }];
    if (view !== undefined) return [{ table: view, attribute: null, now: table }];
    if (column === undefined) return [];
    const suffix = relation ? "Id" : "";
    const name = attribute + suffix;
    if (renamedTo !== undefined) return [{ table, attribute: name, now: renamedTo + suffix }];
    const domain = domains.find((each) => each.table === table);
    // Of another type, it has the same name.
    return domain && has(domain, attribute, relation !== undefined)
      ? []
      : [{ table, attribute: name, now: null }];
  });
}

const has = ({ attributes, types }: Domain, name: string, isRelation: boolean): boolean =>
  isRelation ? types.relations.some((relation) => relation.name === name) : attributes.includes(name);

const hasChangeLog = ({ files }: Workspace): boolean =>
  [...files].some(
    ([path, text]) =>
      path.startsWith("packages/db/src/migrations/") && text.includes('"pitstop_history"."names"'),
  );

const text = (value: string | null): string => (value === null ? "null" : literal(value));

const noted = ({ table, attribute, now }: EndedName): string =>
  `insert into ${NAMES} (table_name, attribute, now_named, last_change) select ${text(table)}, ${text(attribute)}, ${text(now)}, coalesce(max(id), 0) from pitstop_history.changes`;

const forgotten = ({ table, attribute, now }: EndedName): string =>
  `delete from ${NAMES} where id = (select max(id) from ${NAMES} where table_name = ${text(table)} and attribute is not distinct from ${text(attribute)} and now_named is not distinct from ${text(now)})`;
