import { quoted, rowTriggerDropped } from "@pitstop/migrator/recipes";
import { z } from "zod";
import { RefusedError, UsageError } from "../errors.ts";
import { statedNames } from "../layers/entity/entity-sql.ts";
import { formerNames, readRetired } from "../layers/retired-layer.ts";
import { inDefaultSchema, migration, plannedStep, statement } from "../layers/sql.ts";
import type { Operation, PlannedMigration, PlannedStep, Retired } from "../plan.ts";
import { carriedObjects } from "../plans/carry/carried.ts";
import { type Carried, NOTHING_CARRIED, namesOfRetired } from "../plans/carry/carry.ts";
import { endedObjects } from "../plans/carry/ended.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { namesEndedBy, noteEndedNames } from "../plans/ended-names.ts";
import { fillTrigger, markFilled } from "../plans/filled.ts";
import { finish, LOST_FOR_GOOD } from "../plans/finish.ts";
import { dropWithArchive, rowsWithValue, writeRetired } from "../plans/retire.ts";
import { buildsUsing } from "../rows/builds-using.ts";
import { schemaHistory } from "../schema-history/replay.ts";
import { readableDomains } from "../workspace/read-domain.ts";
import { sqlFragments } from "../workspace/sql-fragments.ts";
import { certainSql, sqlReferences } from "../workspace/sql-in-code.ts";
import { queriesOf } from "../workspace/tables-in-code.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { putAside } from "./domain-remove.ts";

const Arguments = z.object({
  domain: z.string().optional().meta({ position: 0, description: "The domain; defaults to all" }),
  attribute: z
    .string()
    .optional()
    .meta({ position: 1, description: "The retired attribute; defaults to all of the domain" }),
});

/** Drops what is retired, once no code that uses it is deployed; values are archived first. */
export const purge: Operation<typeof Arguments> = {
  name: "purge",
  summary: "Archive and drop what is retired",
  arguments: Arguments,
  examples: ["pitstop purge", "pitstop purge car color"],
  plan(workspace, { domain, attribute }) {
    const all = readRetired(workspace);
    const chosen = withFormerOnes(
      all,
      all.filter(
        (entry) =>
          (domain === undefined || entry.domain === domain) &&
          (attribute === undefined || entry.attribute === attribute),
      ),
    );
    if (chosen.length === 0) {
      const names = all.map((entry) => `${entry.domain} ${entry.attribute}`);
      throw new UsageError(
        "NOTHING_RETIRED",
        `Nothing is retired${domain === undefined ? "" : ` by this name (${[domain, attribute].filter(Boolean).join(" ")})`}.`,
        names.length > 0 ? `These are: ${names.join(", ")}.` : "attribute:remove retires an attribute.",
      );
    }
    const draft = new Draft(workspace);
    const kept = all.filter((entry) => !chosen.includes(entry));
    writeRetired(draft, kept, "the database keeps it no longer");
    const ends = chosen.map((entry) => objectsOf(workspace, entry, chosen));
    for (const entry of chosen) refuseSql(workspace, entry);
    const filled = chosen.filter(isFilling);
    for (const entry of filled) markFilled(draft, entry.domain, entry.attribute, false);
    for (const { domain: name, fillsRelation } of chosen)
      if (fillsRelation) markFilled(draft, name, fillsRelation, false);
    return finish(
      commandWords(
        "purge",
        [domain, attribute].filter((word) => word !== undefined),
      ),
      draft,
      {
        schema: "stated",
        migrations: [
          ...ends.flatMap(({ migrations }) => migrations),
          ...chosen.map((entry) => dropped(workspace, entry)),
          ...noteEndedNames(workspace, namesEndedBy(workspace, chosen)),
        ],
        order: "code first",
        rowsAtRisk: [
          ...chosen.flatMap(({ table, column, domain: name }) =>
            column === undefined
              ? []
              : [rowsWithValue(table, column, { one: `row of ${name}`, many: `rows of ${name}` })],
          ),
          ...chosen
            .filter((entry) => !isFilling(entry))
            .map(({ domain: name, attribute: gone }) =>
              buildsUsing({ domain: name, formerly: formerNames(workspace, name) }, gone),
            ),
        ],
        notes: [
          ...ends.flatMap(({ notes }) => notes),
          {
            level: "warning",
            text: "Older code fails from now on, and older clients are told to update: pitstop status shows which builds still use it.",
          },
        ],
        references: chosen.flatMap(({ table, column, domain: name }) =>
          column === undefined
            ? []
            : [
                ...sqlReferences(workspace.files, { table, column }),
                ...sqlFragments(workspace.files, { domain: name, column }),
              ],
        ),
        domains: [...new Set(chosen.map((entry) => entry.domain))],
        confirmation: LOST_FOR_GOOD,
      },
    );
  },
};

/** A column that takes the place of another one is kept in step with it by a trigger: both go together. */
function withFormerOnes(all: readonly Retired[], chosen: readonly Retired[]): Retired[] {
  const formerOnes = all.filter(
    (entry) =>
      !chosen.includes(entry) &&
      chosen.some(({ table, column }) => table === entry.table && column === entry.replacedBy && column),
  );
  return formerOnes.length === 0
    ? all.filter((entry) => chosen.includes(entry))
    : withFormerOnes(all, [...chosen, ...formerOnes]);
}

/** A query that names a column, or a table's old name, for certain fails from the moment that it's gone. */
function refuseSql(workspace: Workspace, { table, column, attribute, domain, view }: Retired): void {
  const found = [
    ...(column === undefined || attribute === "" ? [] : certainSql(workspace.files, { table, column })),
    ...(view === undefined ? [] : queriesOf(workspace.files, view)),
  ];
  if (found.length === 0) return;
  throw new RefusedError(
    "CODE_REFERS",
    `SQL in code still names ${view ?? `${table}.${column}`}:\n${found.map(({ path, line, text }) => `  ${path}:${line}: ${text}`).join("\n")}`,
    `Change this code first, then run pitstop purge ${domain} ${attribute} again.`,
  );
}

/** What still names a column that goes: taken over to the column in its place, or ended with it. */
function objectsOf(workspace: Workspace, entry: Retired, chosen: readonly Retired[]): Carried {
  const { table, column, replacedBy, renamedTo } = entry;
  if (entry.view !== undefined) refuseFunctions(workspace, entry.view);
  if (entry.attribute === "" || column === undefined) return NOTHING_CARRIED;
  const handled = new Set(namesOfRetired(workspace));
  if (replacedBy === undefined) return endedObjects(workspace, { table, column }, handled);
  const domain = readableDomains(workspace).find((each) => each.table === table);
  return carriedObjects(workspace, {
    table,
    from: column,
    to: lastOf(replacedBy, table, chosen),
    // What is of another type has no value in the old one for certain.
    ...(renamedTo === undefined ? { backward: "$" } : {}),
    isAlike: renamedTo !== undefined,
    statedNames: domain ? statedNames(domain.entity) : new Set(),
    handled,
    isFinal: true,
  });
}

/** A function finds its tables by name, when it runs: views and triggers follow, functions don't. */
function refuseFunctions(workspace: Workspace, view: string): void {
  const word = new RegExp(`(?<![\\w$.])"?${view}"?(?![\\w$])`);
  const found = schemaHistory(workspace).objects.find(
    (object) => object.kind === "function" && word.test(object.body),
  );
  if (!found) return;
  throw new RefusedError(
    "NAMED_IN_DATABASE",
    `${found.path}:${found.line}: the function "${found.name}" names "${view}".`,
    `Replace it in a migration of its own first (pnpm --filter db migration:create --blank), so that it names the table.`,
  );
}

/** The column at the end of a row of renames. */
function lastOf(column: string, table: string, chosen: readonly Retired[]): string {
  const next = chosen.find((entry) => entry.table === table && entry.column === column)?.replacedBy;
  return next === undefined ? column : lastOf(next, table, chosen);
}

/** A trigger that fills a required attribute for code and older clients. */
const isFilling = ({ attribute, column, trigger }: Retired): boolean =>
  attribute !== "" && column === undefined && trigger !== undefined;

/** What goes with an entry: a table, a column, a trigger or a view. */
function dropped(workspace: Workspace, entry: Retired): PlannedMigration {
  const { table, column, type, trigger, view } = entry;
  if (entry.attribute === "") return putAside(workspace, table);
  if (column !== undefined && type !== undefined)
    return dropWithArchive(workspace, { ...entry, column, type }, `drop_${table}_${column}`);
  return migration(`drop_${trigger ?? view ?? table}`, {
    phase: "contract",
    up: [
      ...(trigger ? rowTriggerDropped(inDefaultSchema(table), trigger).map(plannedStep) : []),
      ...(view ? [statement(view, `drop view ${quoted(view)}`, "No code uses the old name anymore.")] : []),
    ],
    down: [
      ...(view
        ? [statement(table, `create view ${quoted(view)} as select * from ${quoted(table)}`, "As it was.")]
        : []),
      ...fillingBack(entry),
    ],
  });
}

/** The trigger that fills a required column. */
const fillingBack = ({ table, trigger, fills }: Retired): PlannedStep[] =>
  trigger === undefined || fills === undefined
    ? []
    : fillTrigger(table, fills.column, trigger, fills.value).map(plannedStep);
