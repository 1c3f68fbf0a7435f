import type { MikroORM } from "@mikro-orm/postgresql";
import { developmentOf } from "@pitstop/database/development";
import { migratingOf } from "@pitstop/database/migrating";
import { driftOf, SafeMigrator } from "@pitstop/migrator";
import { migrationPath } from "../apply/migrations.ts";
import { entitiesIndex } from "../layers/paths.ts";
import { notMigrated } from "../merge/snapshot.ts";
import { applicationDatabase } from "../workspace/application-database.ts";
import { readableDomains } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { CheckFinding } from "./check-workspace.ts";

const snapshot = "packages/db/src/migrations/snapshot.json";

/** Where entities, migrations and the development database do not agree, and foreign keys without an index. */
export async function databaseFindings(workspace: Workspace): Promise<CheckFinding[]> {
  const { root } = workspace;
  const { openForMigration } = migratingOf(await applicationDatabase(root));
  const database = await developmentOf({ root }).developmentDatabase();
  const orm = await openForMigration(database.url);
  try {
    const ahead = (await orm.migrator.checkSchema()) ? [await snapshotFinding(workspace.root)] : [];
    const history = await historyFindings(orm);
    // A database that lags behind differs from the entities by what it lags.
    const isBehind = ahead.length > 0 || history.length > 0;
    return [
      ...ahead,
      ...history,
      ...(isBehind ? [] : await driftFindings(orm, database.url, workspace)),
      ...(await indexFindings(orm, workspace)),
    ];
  } finally {
    await orm.close(true);
    await database.stop();
  }
}

/** After a merge it may be the snapshot that is behind: a migration for what another one makes would fail. */
async function snapshotFinding(root: string): Promise<CheckFinding> {
  const missing = await notMigrated(root);
  return missing.length === 0
    ? finding(snapshot, "Differs from what the migrations make: run pitstop merge")
    : finding(snapshot, "The entities have changes without a migration: pnpm --filter db migration:create");
}

async function historyFindings({ migrator }: MikroORM): Promise<CheckFinding[]> {
  if (!(migrator instanceof SafeMigrator)) throw new Error("The workspace has another migrator.");
  const { pending, missing, edited } = await migrator.audit();
  return [
    ...pending.map((name) => finding(migrationPath(name), "Pending: pnpm --filter db migration:up")),
    ...missing.map((name) => finding(migrationPath(name), "Applied to the database, and the file is gone.")),
    ...edited.map((name) =>
      finding(migrationPath(name), "Edited after being applied: put it back, and write a new migration."),
    ),
  ];
}

/** What no entity owns is none of it: another team's tables, views and triggers of migrations, comments. */
async function driftFindings(
  { config }: MikroORM,
  url: string,
  workspace: Workspace,
): Promise<CheckFinding[]> {
  const { differences, unread } = await driftOf(config, url);
  if (unread !== undefined) return [finding(entitiesIndex, `The database can't be compared: ${unread}`)];
  return differences.map(({ table, sentence }) => ({
    ...entityOf(workspace, table),
    text: `The database differs: ${sentence}`,
  }));
}

async function indexFindings(orm: MikroORM, workspace: Workspace): Promise<CheckFinding[]> {
  const rows = await orm.em.fork().execute<{ table: string; name: string }[]>(UNINDEXED);
  // Those of other teams are theirs to index.
  const owned = new Set([...orm.getMetadata().getAll().values()].map(({ tableName }) => tableName));
  const ours = rows.filter(({ table }) => owned.has(table));
  return ours.map(({ table, name }) => ({
    ...entityOf(workspace, table),
    text: `The foreign key ${name} has no index.`,
  }));
}

/** Where the entity of a table stands. */
function entityOf(workspace: Workspace, table: string): Pick<CheckFinding, "path" | "line"> {
  const domain = readableDomains(workspace).find((candidate) => candidate.table === table);
  return { path: domain?.entity.source.path ?? entitiesIndex, line: 1 };
}

const finding = (path: string, text: string): CheckFinding => ({ path, line: 1, text });

const UNINDEXED = `
  select relname as table, conname as name from pg_constraint c join pg_class r on r.oid = conrelid
  where contype = 'f' and connamespace <> coalesce(to_regnamespace('pitstop'), 0) and not exists (
    select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1] and i.indisvalid)
  order by 1, 2`;
