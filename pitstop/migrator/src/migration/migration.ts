import { Migration as MikroMigration } from "@mikro-orm/migrations";
import { type BackfillQuery, backfillMark } from "@pitstop/lint";
import type { BackfillPlan } from "@pitstop/lint/recipes";

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
