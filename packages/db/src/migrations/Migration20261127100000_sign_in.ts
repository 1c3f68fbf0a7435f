import { Migration } from "@mikro-orm/migrations";

/** Users, their sessions and accounts, and API keys. */
export class Migration20261127100000_sign_in extends Migration {
  override up(): void {
    this.addSql(`create schema if not exists "auth";`);
    this.addSql(`
      create table "auth"."users" (
        "id" uuid not null default gen_random_uuid() primary key,
        "name" text not null,
        "email" text not null,
        "email_verified" boolean not null default false,
        "image" text null,
        "role" text not null,
        "created_at" timestamptz(3) not null default now(),
        "updated_at" timestamptz(3) not null default now(),
        constraint "users_email_unique" unique ("email")
      );
    `);
    this.addSql(`
      create table "auth"."sessions" (
        "id" uuid not null default gen_random_uuid() primary key,
        "token" text not null,
        "user_id" uuid not null,
        "ip_address" text null,
        "user_agent" text null,
        "created_at" timestamptz(3) not null default now(),
        "updated_at" timestamptz(3) not null default now(),
        "expires_at" timestamptz(3) not null,
        constraint "sessions_token_unique" unique ("token"),
        constraint "sessions_user_id_foreign"
          foreign key ("user_id") references "auth"."users" ("id") on delete cascade
      );
    `);
    this.addSql(`create index "sessions_user_id_index" on "auth"."sessions" ("user_id");`);
    this.addSql(`
      create table "auth"."accounts" (
        "id" uuid not null default gen_random_uuid() primary key,
        "user_id" uuid not null,
        "provider_id" text not null,
        "account_id" text not null,
        "password" text null,
        "access_token" text null,
        "access_token_expires_at" timestamptz(3) null,
        "refresh_token" text null,
        "refresh_token_expires_at" timestamptz(3) null,
        "id_token" text null,
        "scope" text null,
        "created_at" timestamptz(3) not null default now(),
        "updated_at" timestamptz(3) not null default now(),
        constraint "accounts_provider_id_account_id_unique" unique ("provider_id", "account_id"),
        constraint "accounts_user_id_foreign"
          foreign key ("user_id") references "auth"."users" ("id") on delete cascade
      );
    `);
    this.addSql(`create index "accounts_user_id_index" on "auth"."accounts" ("user_id");`);
    this.addSql(`
      create table "auth"."verifications" (
        "id" uuid not null default gen_random_uuid() primary key,
        "identifier" text not null,
        "value" text not null,
        "created_at" timestamptz(3) not null default now(),
        "updated_at" timestamptz(3) not null default now(),
        "expires_at" timestamptz(3) not null
      );
    `);
    this.addSql(`create index "verifications_identifier_index" on "auth"."verifications" ("identifier");`);
    this.addSql(`
      create table "auth"."attempts" (
        "key" text not null primary key,
        "count" int not null,
        "expires_at" timestamptz(3) not null
      );
    `);
    this.addSql(`create index "attempts_expires_at_index" on "auth"."attempts" ("expires_at");`);
    this.addSql(`
      create table "auth"."api_keys" (
        "id" uuid not null default gen_random_uuid() primary key,
        "name" text not null,
        "beginning" text not null,
        "hash" bytea not null,
        "role" text not null,
        "created_at" timestamptz(3) not null default now(),
        "expires_at" timestamptz(3) null,
        "revoked_at" timestamptz(3) null,
        "used_at" timestamptz(3) null,
        constraint "api_keys_hash_unique" unique ("hash")
      );
    `);
  }

  override down(): void {
    this.addSql(`drop table "auth"."api_keys";`);
    this.addSql(`drop table "auth"."attempts";`);
    this.addSql(`drop table "auth"."verifications";`);
    this.addSql(`drop table "auth"."accounts";`);
    this.addSql(`drop table "auth"."sessions";`);
    this.addSql(`drop table "auth"."users";`);
  }
}
