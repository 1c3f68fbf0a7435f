import { Migration } from "@mikro-orm/migrations";

export class Migration20261101000000_initial extends Migration {
  override up(): void {
    this.addSql(`
      create table "categories" (
        "id" bigint generated always as identity not null primary key,
        "created_at" timestamptz(3) not null default now(),
        "updated_at" timestamptz(3) not null default now(),
        "version" int not null default 1,
        "name" varchar(80) not null,
        "description" text null,
        constraint "categories_name_unique" unique ("name")
      );
    `);
    this.addSql(`create index "categories_created_at_id_index" on "categories" ("created_at", "id");`);
    this.addSql(`create index "categories_updated_at_id_index" on "categories" ("updated_at", "id");`);

    this.addSql(`
      create table "cars" (
        "id" bigint generated always as identity not null primary key,
        "created_at" timestamptz(3) not null default now(),
        "updated_at" timestamptz(3) not null default now(),
        "version" int not null default 1,
        "name" varchar(80) not null,
        "color" varchar(40) null,
        "category_id" bigint null,
        constraint "cars_category_id_foreign"
          foreign key ("category_id") references "categories" ("id") on delete restrict
      );
    `);
    this.addSql(`create index "cars_category_id_index" on "cars" ("category_id");`);
    this.addSql(`create index "cars_name_id_index" on "cars" ("name", "id");`);
    this.addSql(`create index "cars_color_id_index" on "cars" ("color", "id");`);
    this.addSql(`create index "cars_created_at_id_index" on "cars" ("created_at", "id");`);
    this.addSql(`create index "cars_updated_at_id_index" on "cars" ("updated_at", "id");`);
  }

  override down(): void {
    this.addSql(`drop table "cars";`);
    this.addSql(`drop table "categories";`);
  }
}
