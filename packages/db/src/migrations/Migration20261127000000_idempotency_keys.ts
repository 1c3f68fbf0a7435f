import { Migration } from "@mikro-orm/migrations";

/** What mutations with an Idempotency-Key answered, so that a call that is sent twice is done once. */
export class Migration20261127000000_idempotency_keys extends Migration {
  override up(): void {
    this.addSql(`create schema if not exists "pitstop";`);
    this.addSql(`
      create table "pitstop"."idempotency_keys" (
        "key" text not null primary key,
        "fingerprint" text not null,
        "answer" text null,
        "created_at" timestamptz(3) not null default now()
      );
    `);
    this.addSql(
      `create index "idempotency_keys_created_at_index" on "pitstop"."idempotency_keys" ("created_at");`,
    );
  }

  override down(): void {
    this.addSql(`drop table "pitstop"."idempotency_keys";`);
  }
}
