import { Migration as MikroMigration } from "@mikro-orm/migrations";
import type { BackfillPlan } from "../backfill/plan.ts";

/**
 * Marks a backfill among the statements of a migration. By name, and not by a class: a tool that loads this module
 * twice, as test runners do, must still know it.
 */
export const backfillMark = Symbol.for("@pitstop/migrator/backfill");

/** A backfill among the statements of a migration, in the place where it was asked for. */
export interface BackfillQuery {
  readonly [backfillMark]: BackfillPlan;
}

/** MikroORM's migration, with the statements that only our runner knows how to take to a table in use. */
export abstract class Migration extends MikroMigration {
  /**
   * Fills a column in small batches, each in a short transaction of its own. Only in a migration that is not
   * transactional: a batch that waits for the end of a transaction is no batch.
   */
  backfill(backfill: BackfillPlan): void {
    // MikroORM types its list as what its own runner can execute; ours reads this back in `readMigration`.
    const query: BackfillQuery = { [backfillMark]: backfill };
    this.getQueries().push(query as never);
  }
}
