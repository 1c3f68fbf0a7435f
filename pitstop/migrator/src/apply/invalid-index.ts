import { MigratorError } from "../errors.ts";
import type { ApplySession } from "./apply-session.ts";
import { findIndex } from "./index-state.ts";
import type { Shape } from "./statement-shape.ts";

/**
 * CREATE INDEX CONCURRENTLY that fails leaves an INVALID index: nobody reads it, every write pays for it, and IF NOT
 * EXISTS passes it (https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY).
 */
export async function dropInvalidIndex(
  session: ApplySession,
  { index, table }: Shape & { readonly kind: "create-index" },
): Promise<void> {
  const find = () => findIndex(session.client, index, table);
  const found = await session.waitWhile(find, (state) => state?.isBeingBuilt === true);
  if (found?.isBeingBuilt) throw beingBuilt(found.sql);
  if (found?.isValid === false) await session.client.query(`drop index concurrently if exists ${found.sql}`);
}

function beingBuilt(index: string): MigratorError {
  return new MigratorError(
    "APPLY_STILL_RUNNING",
    `Another session is building the index ${index}.`,
    "Wait for it (see pg_stat_progress_create_index), then run it again.",
  );
}
