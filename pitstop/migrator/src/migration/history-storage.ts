import { MigrationStorage } from "@mikro-orm/migrations";
import type pg from "pg";
import { connect } from "../connection.ts";
import { databaseUrl } from "../database-url.ts";
import { logMigration } from "./log.ts";
import {
  type AppliedRow,
  appliedRows,
  locateMigrationsTable,
  migrationsTableName,
} from "./migrations-table.ts";

/**
 * In the place of MikroORM's own, which looks for its table in one schema and makes it in another where the database has
 * a search_path, and makes it when somebody only looks. This one makes nothing before there is something to note.
 */
export class HistoryStorage extends MigrationStorage {
  override async executed(): Promise<string[]> {
    return (await this.getExecutedMigrations()).map(({ name }) => name);
  }

  override getExecutedMigrations(): Promise<AppliedRow[]> {
    return this.#withTable(appliedRows);
  }

  /** For `migration:create --initial` alone, where the tables are there already. */
  override async logMigration({ name }: { name: string }): Promise<void> {
    const migration = { name: this.getMigrationName(name), direction: "up" } as const;
    await this.#withTable((client, table) => logMigration(table, migration)(client));
  }

  /** Looks only: it fails where there is no database. */
  override ensureTable(): Promise<void> {
    return this.#withTable(async () => undefined);
  }

  async #withTable<Result>(work: (client: pg.Client, table: string) => Promise<Result>): Promise<Result> {
    const client = await connect(databaseUrl(this.driver.config));
    try {
      return await work(client, await locateMigrationsTable(client, migrationsTableName(this.driver.config)));
    } finally {
      await client.end();
    }
  }
}
