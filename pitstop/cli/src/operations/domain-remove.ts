import { dropForeignKey, quoted } from "@pitstop/migrator/recipes";
import { z } from "zod";
import { RefusedError } from "../errors.ts";
import { domainArgument, flag } from "../grammar/arguments.ts";
import { refuseOtherSchema } from "../layers/default-schema.ts";
import { examplesOf } from "../layers/example-files.ts";
import { readRetired } from "../layers/retired-layer.ts";
import { foreignKeyOf, intended, migration, planned, statement } from "../layers/sql.ts";
import { pascalCase } from "../names/case.ts";
import type { Operation, PlannedMigration, Retired } from "../plan.ts";
import { removeDomain } from "../plans/across-layers.ts";
import { buildsStillUsing, unannounced } from "../plans/announced-removal.ts";
import { archiveName } from "../plans/archive-name.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { noteEndedNames } from "../plans/ended-names.ts";
import { finish, LOST_FOR_GOOD } from "../plans/finish.ts";
import { retire } from "../plans/retire.ts";
import { statedKey } from "../plans/stated-key.ts";
import { rowWords } from "../rows/row-words.ts";
import { dataMentions } from "../workspace/data-mentions.ts";
import { mentions } from "../workspace/mentions.ts";
import { type Domain, domainNames, readableDomains, readDomain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";

const Arguments = z.object({
  domain: domainArgument,
  now: flag("Drop the table in one step; only safe where no other code runs"),
});

/** Takes a domain out of every layer; its table stays, retired, until it is purged. */
export const domainRemove: Operation<typeof Arguments> = {
  name: "domain:remove",
  summary: "Remove a domain from every layer",
  arguments: Arguments,
  examples: ["pitstop domain:remove category", "pitstop domain:remove car --now"],
  plan(workspace, { domain: name, now }) {
    const domain = readDomain(workspace, name);
    refuseOtherSchema(domain);
    refuseRelations(workspace, domain);
    refuseRetiredRelations(workspace, domain);
    const removal = { domain, announcedBy: "domain:deprecate" } as const;
    const draft = new Draft(workspace);
    const examples = examplesOf(workspace, name);
    removeDomain(draft, domain);
    for (const path of examples)
      if (draft.workspace.files.has(path))
        draft.write(path, null, "tests", `it shows the application on ${domain.plural}`);
    const { one, many } = rowWords(domain);
    const retired: Retired = { domain: name, attribute: "", table: domain.table, since: workspace.today };
    if (!now) retire(draft, [retired]);
    return finish(commandWords("domain:remove", [name], { now }), draft, {
      schema: "stated",
      migrations: [
        ...release(workspace, domain),
        ...(now
          ? [
              putAside(workspace, domain.table),
              ...noteEndedNames(workspace, [{ table: domain.table, attribute: null, now: null }]),
            ]
          : []),
      ],
      retires: now ? [] : [retired],
      order: now ? "together" : "database first",
      rowsAtRisk: [
        {
          text: { one: `${one} is in the table`, many: `${many} are in the table` },
          sql: `select "id" as id, null as value from ${quoted(domain.table)}`,
        },
        ...buildsStillUsing(workspace, removal),
      ],
      notes: [
        ...(examples.length > 0
          ? [
              {
                level: "info" as const,
                text: `Goes too, because it shows the application on ${domain.plural}: ${examples.join(", ")}.`,
              },
            ]
          : []),
        {
          level: "info" as const,
          text: now
            ? `The table moves to the schema "pitstop" with its rows.`
            : `The table stays with its rows: pitstop purge ${name} takes it away later.`,
        },
      ],
      references: [
        ...mentions(draft.workspace.files, namesOf(domain), [name]),
        ...dataMentions(workspace, [name, pascalCase(name), domain.plural, domain.table], [name]),
      ],
      domains: [],
      confirmation: now ? LOST_FOR_GOOD : unannounced(removal, workspace.today),
    });
  },
};

/** Who relates to the domain is named, with what to type first. */
function refuseRelations(workspace: Workspace, domain: Domain): void {
  const referring = readableDomains(workspace)
    .filter((other) => other.name !== domain.name)
    .flatMap((other) =>
      other.types.relations
        .filter((relation) => relation.domain === domain.name)
        .map((relation) => ({ other, relation })),
    );
  if (referring.length === 0) return;
  throw new RefusedError(
    "DOMAIN_REFERRED",
    `${referring.map(({ other, relation }) => `${other.name} refers to ${domain.name} by "${relation.name}"`).join(", ")}.`,
    `First: ${referring.map(({ other, relation }) => `pitstop relation:remove ${other.name} ${relation.name}`).join("; ")}`,
  );
}

/** A relation that was taken out protects its rows until it is purged. Throws RefusedError STILL_RETIRED. */
function refuseRetiredRelations(workspace: Workspace, { name }: Domain): void {
  const known = domainNames(workspace);
  const referring = readRetired(workspace).filter(
    ({ domain, relation }) => relation?.domain === name && domain !== name && known.includes(domain),
  );
  if (referring.length === 0) return;
  throw new RefusedError(
    "STILL_RETIRED",
    `Older clients still refer to ${name}: ${referring.map(({ domain, attribute }) => `${domain} by "${attribute}"`).join(", ")}.`,
    `Once no such client is deployed: ${referring.map(({ domain, attribute }) => `pitstop purge ${domain} ${attribute}`).join("; ")}. Then run the command again.`,
  );
}

/** What code of a domain is called by; modules too, for imports past the lists. */
function namesOf(domain: Domain): string[] {
  const type =
    domain.types.source.text.match(/export (?:const|type) (\w+)/g)?.map((word) => word.split(" ")[2] ?? "") ??
    [];
  return [...new Set([domain.name, domain.entity.constant, ...type])].filter(Boolean);
}

/** The table's own foreign keys would hold on to rows that people can see; so they go at once. */
function release(workspace: Workspace, domain: Domain): PlannedMigration[] {
  const { table, entity, types } = domain;
  const owned = entity.relations.filter(
    ({ kind, chain }) =>
      kind === "manyToOne" || (kind === "oneToOne" && chain.calls.some(({ name }) => name === "owner")),
  );
  const keys = owned.flatMap(({ name }) => {
    const other = types.relations.find((relation) => relation.name === name)?.domain;
    return other === undefined ? [] : [statedKey(domain, readDomain(workspace, other), name)];
  });
  // Relations that were taken out keep theirs until they are purged.
  const retired = readRetired(workspace).flatMap((entry) => {
    if (entry.table !== table || !entry.relation || entry.column === undefined) return [];
    const other = readDomain(workspace, entry.relation.domain);
    return [foreignKeyOf(table, entry.column, other.table, entry.relation.onDelete)];
  });
  return [...keys, ...retired].flatMap((key) =>
    planned(dropForeignKey(key), `release_${key.name.replace(/_foreign$/, "")}`),
  );
}

const PUT_ASIDE = "put aside: no deployed code uses the table, and its rows stay";

/** The table leaves the schema of the application with all its rows, in one instant. */
export function putAside(workspace: Workspace, table: string): PlannedMigration {
  const archive = archiveName(workspace, table);
  return migration(`put_aside_${table}`, {
    phase: "contract",
    up: [
      statement(table, "create schema if not exists pitstop", "Where archives lie.", "none"),
      intended(
        statement(
          table,
          `alter table ${quoted(table)} rename to ${quoted(archive)}`,
          "The name is free again.",
        ),
        "rename-table",
        PUT_ASIDE,
      ),
      intended(
        statement(archive, `alter table ${quoted(archive)} set schema pitstop`, "No row is written or lost."),
        "rename-table",
        PUT_ASIDE,
      ),
    ],
    down: [
      statement(archive, `alter table pitstop.${quoted(archive)} set schema public`, "The rows are back."),
      statement(archive, `alter table ${quoted(archive)} rename to ${quoted(table)}`, "As it was."),
    ],
  });
}
