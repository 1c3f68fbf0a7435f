import type pg from "pg";
import { MigratorError } from "../errors.ts";
import { recordRehearsal } from "../history/index.ts";
import { type Primary, refuseOtherPrimary } from "../primary.ts";
import type { MigrationReport } from "../report/report.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { Reversible } from "./rehearse.ts";

/** Keeps in the history what was rehearsed, migration by migration, and whether it was on a sample. */
export async function recordRehearsals(
  client: pg.ClientBase,
  rehearsal: Rehearsal,
  {
    direction,
    sample,
    primary,
  }: Pick<MigrationReport, "direction" | "sample"> & { readonly primary: Primary },
): Promise<void> {
  for (const [migration, hash] of Object.entries(rehearsal.hashes)) {
    const statements = rehearsal.statements.filter((statement) => statement.migration === migration);
    await recordRehearsal(client, { migration, hash, report: { direction, statements, sample, primary } });
  }
}

/**
 * For a run without a rehearsal of its own: what was rehearsed before in this direction must be what is applied now, and
 * where. Throws MigratorError MIGRATION_NOT_REHEARSED and MIGRATION_PRIMARY_CHANGED.
 */
export async function refuseOtherThanRehearsed(
  client: pg.ClientBase,
  migrations: readonly Reversible[],
  present: Primary,
): Promise<void> {
  const { rows } = await client.query<{ migration: string; hash: string; primary: Primary | null }>(
    "select migration, hash, report -> 'primary' as primary from pitstop.rehearsals where migration = any($1) and report ->> 'direction' = $2",
    [migrations.map(({ forward }) => forward.name), migrations[0]?.forward.direction],
  );
  const other = migrations.find(({ forward }) => {
    const rehearsed = rows.filter(({ migration }) => migration === forward.name);
    return rehearsed.length > 0 && !rehearsed.some(({ hash }) => hash === forward.hash);
  });
  if (!other) return refuseRehearsedElsewhere(rows, migrations, present);
  throw new MigratorError(
    "MIGRATION_NOT_REHEARSED",
    `${other.forward.name} was rehearsed with other statements than it has now.`,
    "Rehearse it again, or run without leaving the rehearsal out.",
  );
}

function refuseRehearsedElsewhere(
  rehearsals: readonly { migration: string; hash: string; primary: Primary | null }[],
  migrations: readonly Reversible[],
  present: Primary,
): void {
  for (const { forward } of migrations) {
    const rehearsed = rehearsals.find(
      ({ migration, hash }) => migration === forward.name && hash === forward.hash,
    );
    if (rehearsed?.primary) refuseOtherPrimary(rehearsed.primary, present, `${forward.name} was rehearsed`);
  }
}
