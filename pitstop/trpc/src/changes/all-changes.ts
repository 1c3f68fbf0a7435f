import type { EntityManager } from "@mikro-orm/postgresql";
import type { Reached } from "../crud/reached.ts";
import { refuseUnlogged } from "./history.ts";
import { type LoggedChange, readChanges } from "./read-changes.ts";
import { type ShownChange, shownChanges } from "./shown-change.ts";

const AT_ONCE = 500;

/** The latest changes of a domain, or of one of its records, whether it is still there or not. */
export async function readAllChanges(
  em: EntityManager,
  reached: Reached,
  { id: recordId, limit }: { id?: number | undefined; limit: number },
): Promise<ShownChange[]> {
  refuseUnlogged(reached);
  const changes: LoggedChange[] = [];
  for (let before: number | undefined; changes.length < limit; before = changes.at(-1)?.id) {
    const wanted = Math.min(AT_ONCE, limit - changes.length);
    const read = await readChanges(em, reached.table, {
      ...(recordId !== undefined && { recordId }),
      before,
      limit: wanted,
    });
    changes.push(...read);
    if (read.length < wanted) break;
  }
  return shownChanges(em, reached, changes);
}
