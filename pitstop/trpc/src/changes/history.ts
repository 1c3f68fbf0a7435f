import type { EntityManager } from "@mikro-orm/postgresql";
import type { Reached } from "../crud/reached.ts";
import { readRecord } from "../crud/write.ts";
import { BadInput, NotFound } from "../errors.ts";
import { changesOf, type LoggedChange, readChanges } from "./read-changes.ts";
import { type ShownChange, shownChanges } from "./shown-change.ts";
import { beganWithin, isDeletedWithin } from "./within-scope.ts";

/** A page of changes, the latest ones first. */
export interface ChangePage {
  items: ShownChange[];
  nextCursor: string | null;
}

export interface ChangePageRequest {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export const CHANGES_OF_A_PAGE = 20;

/**
 * The changes of a record that is there for the caller, or was until it was deleted. Throws NotFound, and BadInput where the
 * domain has no log.
 */
export async function readHistory(
  em: EntityManager,
  reached: Reached,
  { id, limit = CHANGES_OF_A_PAGE, cursor }: ChangePageRequest & { id: number },
): Promise<ChangePage> {
  refuseUnlogged(reached);
  await refuseUnreached(em, reached, id);
  const before = readCursor(cursor);
  const wanted: LoggedChange[] = [];
  for await (const change of changesOf(em, reached.table, id)) {
    if (beganWithin(reached, change) || wanted.length > limit) break;
    if (before === undefined || change.id < before) wanted.push(change);
  }
  return pageOf(em, reached, wanted, limit);
}

/** A page of the changes; one more than the limit tells that there are others. */
export async function pageOf(
  em: EntityManager,
  reached: Reached,
  changes: readonly LoggedChange[],
  limit: number,
): Promise<ChangePage> {
  const shown = changes.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await shownChanges(em, reached, shown),
    nextCursor: changes.length > limit && last ? String(last.id) : null,
  };
}

/** Throws BadInput for a cursor that no page gave. */
export function readCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new BadInput("This cursor is not valid. Request the first page again.", {
    cursor: ["Use a nextCursor of an earlier page."],
  });
}

/** Throws BadInput where no change is logged: an empty history would say that nothing was changed. */
export function refuseUnlogged({ table, isLogged }: Reached): void {
  if (isLogged) return;
  throw new BadInput(`Changes of ${table.domain.label.many.toLowerCase()} are not logged.`);
}

/** Throws NotFound where the record isn't there, and wasn't when it was deleted. */
async function refuseUnreached(em: EntityManager, reached: Reached, id: number): Promise<void> {
  try {
    await readRecord(em, reached, id);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    const [latest] = await readChanges(em, reached.table, { recordId: id, limit: 1 });
    if (!(latest && isDeletedWithin(reached, latest))) throw error;
  }
}
