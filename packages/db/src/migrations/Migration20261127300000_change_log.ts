import { Migration } from "@mikro-orm/migrations";

/** Who changed which record, when, and what it was before and after; and what was called otherwise then. */
export class Migration20261127300000_change_log extends Migration {
  override up(): void {
    this.addSql(`create schema if not exists "pitstop_history";`);
    this.addSql(`
      create table "pitstop_history"."changes" (
        "id" bigint generated always as identity not null primary key,
        "at" timestamptz(3) not null default now(),
        "table_name" text not null,
        "record_id" bigint not null,
        "version" int not null,
        "action" text not null,
        "user_id" text null,
        "user_name" text null,
        "client" text null,
        "request_id" text null,
        "before" jsonb null,
        "after" jsonb null,
        constraint "changes_action_check" check ("action" in ('create', 'update', 'delete', 'restore'))
      );
    `);
    this.addSql(
      `create index "changes_record_index" on "pitstop_history"."changes" ("table_name", "record_id", "id");`,
    );
    this.addSql(
      `create index "changes_deleted_index" on "pitstop_history"."changes" ("table_name", "id") where "action" = 'delete';`,
    );
    this.addSql(`
      create table "pitstop_history"."names" (
        "id" bigint generated always as identity not null primary key,
        "table_name" text not null,
        "attribute" text null,
        "now_named" text null,
        "last_change" bigint not null
      );
    `);
  }

  override down(): void {
    this.addSql(`drop table "pitstop_history"."names";`);
    this.addSql(`drop table "pitstop_history"."changes";`);
  }
}
