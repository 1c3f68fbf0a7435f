import { clientUse, type KnownClientUse, pendingMigrations } from "@pitstop/db";
import { developmentDatabase } from "@pitstop/db/development";
import { openForMigration } from "@pitstop/db/migrating";
import { shownDatabase } from "@pitstop/migrator";
import { lastOperation } from "../apply/operation-record.ts";
import { retiredSince } from "../check/check-workspace.ts";
import type { Context } from "../command-line/context.ts";
import { typesFacts } from "../layers/read-attribute.ts";
import { countedText, type DeprecatedName, deprecatedText, retiredText, usesText } from "../output/words.ts";
import { readableDomains } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What is pending, what will go and who still uses it, what is retired and for how long, and what was done last. */
export async function fullStatus({ root, output }: Context, workspace: Workspace): Promise<void> {
  const retired = retiredSince(workspace);
  const last = lastOperation(root)?.record;
  const { database, pending, uses } = await ofDatabase();
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
      last
        ? `Last operation: ${last.operation}, ${last.doneAt} (pitstop undo)`
        : "No operation to take back.",
    ].join("\n"),
  );
}

/** The attributes that will go, with their day. */
function deprecatedIn(workspace: Workspace): DeprecatedName[] {
  return readableDomains(workspace).flatMap(({ name: domain, types }) => {
    return types.attributes.flatMap(({ name }) => {
      const { deprecated, sunset } = typesFacts(types, name).meta;
      if (deprecated !== true) return [];
      return { name: `${domain}.${name}`, sunset: typeof sunset === "string" ? sunset : null };
    });
  });
}

interface DatabaseFacts {
  readonly database: string;
  readonly pending: string[];
  readonly uses: KnownClientUse[] | null;
}

async function ofDatabase(): Promise<DatabaseFacts> {
  const database = await developmentDatabase();
  const orm = await openForMigration(database.url);
  try {
    return {
      database: shownDatabase(database.url),
      pending: await pendingMigrations(orm),
      uses: await clientUse(orm),
    };
  } finally {
    await orm.close(true);
    await database.stop();
  }
}
