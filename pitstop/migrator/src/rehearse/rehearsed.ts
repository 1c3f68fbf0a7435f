import type pg from "pg";
import { MigratorError } from "../errors.ts";
import { recordRehearsal } from "../history/index.ts";
import type { MigrationReport } from "../report/report.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { Reversible } from "./rehearse.ts";

/** Keeps in the history what was rehearsed, migration by migration, and whether it was on a sample. */
export async function recordRehearsals(
  client: pg.ClientBase,
  rehearsal: Rehearsal,
  { direction, sample }: Pick<MigrationReport, "direction" | "sample">,
): Promise<void> {
  for (const [migration, hash] of Object.entries(rehearsal.hashes)) {
    const statements = rehearsal.statements.filter((statement) => statement.migration === migration);
    await recordRehearsal(client, { migration, hash, report: { direction, statements, sample } });
  }
}

/**
 * For a run without a rehearsal of its own: what was rehearsed before in this direction must be what is applied now.
 * Throws MigratorError MIGRATION_NOT_REHEARSED.
 */
export async function refuseOtherThanRehearsed(
  client: pg.ClientBase,
  migrations: readonly Reversible[],
): Promise<void> {
  const { rows } = await client.query<{ migration: string; hash: string }>(
    "select migration, hash from pitstop.rehearsals where migration = any($1) and report ->> 'direction' = $2",
    [migrations.map(({ forward }) => forward.name), migrations[0]?.forward.direction],
  );
  const other = migrations.find(({ forward }) => {
    const rehearsed = rows.filter(({ migration }) => migration === forward.name);
    return rehearsed.length > 0 && !rehearsed.some(({ hash }) => hash === forward.hash);
  });
  if (!other) return;
  throw new MigratorError(
    "MIGRATION_NOT_REHEARSED",
    `${other.forward.name} was rehearsed with other statements than it has now.`,
    "Rehearse it again, or run without leaving the rehearsal out.",
  );
}
