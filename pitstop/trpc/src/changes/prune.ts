import type { MikroORM } from "@mikro-orm/postgresql";
import { CHANGES } from "./change-log.ts";

/** How many changes one statement deletes, so that none takes long. */
const PRUNED_AT_ONCE = 1_000;

/** Deletes the changes that are older than so many days, and gives how many there were. */
export async function pruneChanges(orm: MikroORM, days: number): Promise<number> {
  let pruned = 0;
  for (let last = PRUNED_AT_ONCE; last === PRUNED_AT_ONCE; pruned += last) {
    // The oldest ones have the lowest ids, so that no index by time is needed.
    const deleted = await orm.em.fork().execute(
      `delete from ${CHANGES} where id in (
           select id from (select id, at from ${CHANGES} order by id limit ${PRUNED_AT_ONCE} for update skip locked) oldest
           where at <= now() - ? * interval '1 day')
         returning id`,
      [days],
    );
    last = deleted.length;
  }
  return pruned;
}
