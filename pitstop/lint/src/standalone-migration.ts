import { backfillMark } from "./backfill-query.ts";
import type { BackfillPlan } from "./recipes/backfill-plan.ts";

/** What a migration imports in the place of `@mikro-orm/migrations` where that isn't installed. */
export const standaloneModule = import.meta.url;

/** Lists the statements of a migration, as MikroORM's class of this name does. */
export abstract class Migration {
  readonly #queries: unknown[] = [];

  addSql(sql: unknown): void {
    this.#queries.push(sql);
  }

  backfill(backfill: BackfillPlan): void {
    this.#queries.push({ [backfillMark]: backfill });
  }

  getQueries(): unknown[] {
    return this.#queries;
  }

  isTransactional(): boolean {
    return true;
  }
}
