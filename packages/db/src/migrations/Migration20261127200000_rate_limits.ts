import { Migration } from "@mikro-orm/migrations";

/** How many calls each address and each user has made, where RATE_LIMIT_PER_… is set. */
export class Migration20261127200000_rate_limits extends Migration {
  override up(): void {
    this.addSql(`create schema if not exists "pitstop";`);
    // pitstop:allow create-unlogged-table counts of a minute may be lost in a crash, and are written by every call
    this.addSql(`
      create unlogged table "pitstop"."rate_limits" (
        "key" text not null primary key,
        "points" int not null default 0,
        "expire" bigint null
      );
    `);
  }

  override down(): void {
    this.addSql(`drop table "pitstop"."rate_limits";`);
  }
}
