import type pg from "pg";
import { codeOf } from "./database-error.ts";
import { MigratorError } from "./errors.ts";

/** Which primary a session is on. After a failover the timeline is the next one; a part that nobody may read is null. */
export interface Primary {
  readonly system: string | null;
  readonly timeline: number | null;
}

/** Reads it; not inside a transaction, which a refused question would end. */
export async function readPrimary(client: pg.ClientBase): Promise<Primary> {
  return { system: await readSystem(client), timeline: await readTimeline(client) };
}

/** The identifier that a server was made with, and that its replicas and copies share. */
export async function readSystem(client: pg.ClientBase): Promise<string | null> {
  return allowed(async () => {
    const { rows } = await client.query<{ system: string }>(
      "select system_identifier::text as system from pg_control_system()",
    );
    return rows[0]?.system ?? null;
  });
}

/** Of what is written now: the control file has that of the last checkpoint. */
async function readTimeline(client: pg.ClientBase): Promise<number | null> {
  return allowed(async () => {
    const { rows } = await client.query<{ timeline: number }>(
      "select ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int as timeline",
    );
    return rows[0]?.timeline ?? null;
  });
}

/** Some providers keep these to themselves; others have a server that only speaks like PostgreSQL. */
const REFUSALS = ["0A000", "42501", "42883"];

async function allowed<Value>(read: () => Promise<Value | null>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (REFUSALS.includes(codeOf(error) ?? "")) return null;
    throw error;
  }
}

/** Throws MigratorError MIGRATION_PRIMARY_CHANGED. `what` begins the sentence. */
export function refuseOtherPrimary(earlier: Primary, present: Primary, what: string): void {
  const isOther = (one: unknown, other: unknown) => one !== null && other !== null && one !== other;
  const isOtherSystem = isOther(earlier.system, present.system);
  if (!isOtherSystem && !isOther(earlier.timeline, present.timeline)) return;
  const change = isOtherSystem
    ? `system ${earlier.system}, and this is system ${present.system}`
    : `timeline ${earlier.timeline}, and this is timeline ${present.timeline}: another server was promoted since`;
  throw new MigratorError(
    "MIGRATION_PRIMARY_CHANGED",
    `${what} on another primary: on ${change}.`,
    "It may have other rows and settings. Run the same command again, with a rehearsal.",
  );
}
