import type { EntityManager } from "@mikro-orm/postgresql";
import type { Reached } from "../crud/reached.ts";
import {
  CHANGES_OF_A_PAGE,
  type ChangePage,
  type ChangePageRequest,
  pageOf,
  readCursor,
  refuseUnlogged,
} from "./history.ts";
import { type LoggedChange, readChanges } from "./read-changes.ts";
import { isDeletedWithin } from "./within-scope.ts";

const AT_ONCE = 200;

/** The records that were deleted within so many days and can be restored, as the changes that deleted them. */
export async function readTrash(
  em: EntityManager,
  reached: Reached,
  { days, limit = CHANGES_OF_A_PAGE, cursor }: ChangePageRequest & { days: number },
): Promise<ChangePage> {
  refuseUnlogged(reached);
  const wanted: LoggedChange[] = [];
  for (let before = readCursor(cursor); wanted.length <= limit; ) {
    const deleted = await readChanges(em, reached.table, { deletedWithin: days, before, limit: AT_ONCE });
    wanted.push(...deleted.filter((change) => isDeletedWithin(reached, change)));
    if (deleted.length < AT_ONCE) break;
    before = deleted.at(-1)?.id;
  }
  return pageOf(em, reached, wanted, limit);
}
