import { clientUse, type KnownClientUse } from "@pitstop/database";
import { developmentOf } from "@pitstop/database/development";
import { migratingOf } from "@pitstop/database/migrating";
import { shownDatabase } from "@pitstop/migrator";
import { lastOperation } from "../apply/operation-record.ts";
import { retiredSince } from "../check/check-workspace.ts";
import type { Context } from "../command-line/context.ts";
import { announcementOf } from "../layers/announcement.ts";
import { formerNames } from "../layers/retired-layer.ts";
import { countedText, type DeprecatedName, deprecatedText, retiredText, usesText } from "../output/words.ts";
import { applicationDatabase } from "../workspace/application-database.ts";
import { readableDomains } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What is pending, what will go and who still uses it, what is retired and for how long, and what was done last. */
export async function fullStatus({ root, output }: Context, workspace: Workspace): Promise<void> {
  const retired = retiredSince(workspace);
  const last = lastOperation(root)?.record;
  const { database, pending, uses: counted } = await ofDatabase(root);
  const uses = counted && underPresentNames(workspace, counted);
  const deprecated = deprecatedIn(workspace);
  const isGoing = deprecated.length + retired.length > 0;
  output.answer(
    {
      database,
      pending,
      deprecated,
      retired,
      uses,
      lastOperation: last ? { operation: last.operation, doneAt: last.doneAt } : null,
    },
    [
      pending.length === 0 ? "No migration is pending." : `Pending: ${pending.join(", ")}`,
      ...deprecated.map((entry) => deprecatedText(entry, uses ?? [])),
      ...retired.flatMap((entry) => [retiredText(entry), ...usesText(entry.name, uses ?? [])]),
      ...(isGoing ? [countedText(database, uses)] : []),
      last ? `Last operation: ${last.operation}, ${last.doneAt} (pitstop undo)` : "No operation to undo.",
    ].join("\n"),
  );
}

/** What was counted before a domain got its present name is counted for it too. */
function underPresentNames(workspace: Workspace, uses: readonly KnownClientUse[]): KnownClientUse[] {
  const present = new Map(
    readableDomains(workspace).flatMap(({ name }) =>
      formerNames(workspace, name).map((former) => [former, name] as const),
    ),
  );
  return uses.map((use) => ({ ...use, domain: present.get(use.domain) ?? use.domain }));
}

/** The domains, attributes and relations that will go, with their day. */
function deprecatedIn(workspace: Workspace): DeprecatedName[] {
  return readableDomains(workspace).flatMap((domain) =>
    [undefined, ...domain.attributes, ...domain.relations].flatMap((member) => {
      const { isDeprecated, sunset } = announcementOf(domain, member);
      if (!isDeprecated) return [];
      return { name: member === undefined ? domain.name : `${domain.name}.${member}`, sunset };
    }),
  );
}

interface DatabaseFacts {
  readonly database: string;
  readonly pending: string[];
  readonly uses: KnownClientUse[] | null;
}

async function ofDatabase(root: string): Promise<DatabaseFacts> {
  const application = await applicationDatabase(root);
  const database = await developmentOf({ root }).developmentDatabase();
  const orm = await migratingOf(application).openForMigration(database.url);
  try {
    return {
      database: shownDatabase(database.url),
      pending: await application.pendingMigrations(orm),
      uses: await clientUse(orm),
    };
  } finally {
    await orm.close(true);
    await database.stop();
  }
}
