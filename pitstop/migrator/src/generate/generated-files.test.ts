import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defineEntity, p } from "@mikro-orm/core";
import { expect, it } from "vitest";
import { migrationFiles, testProject } from "../../test/generated-project.ts";
import { testServer } from "../../test/server.ts";

const server = testServer();
const repository = join(import.meta.dirname, "../../../..");

const id = p.bigint("number").primary().generated("identity");
const categories = defineEntity({
  name: "Category",
  tableName: "categories",
  properties: { id, name: p.string() },
});
const small = [
  defineEntity({ name: "Car", tableName: "cars", properties: { id, note: p.string().nullable().index() } }),
];
const large = [
  categories,
  defineEntity({
    name: "Car",
    tableName: "cars",
    properties: {
      id,
      color: p.string().length(20).default("red"),
      price: p.decimal().precision(12).scale(2),
      slogan: p
        .text()
        .nullable()
        .defaultRaw("'it''s `$" + "{1}` on\n  two lines'"),
      fuel: p.enum(["petrol", "diesel", "electric", "hydrogen", "ethanol", "steam"]).nullable(),
      category: () => p.manyToOne(categories).nullable().deleteRule("restrict").updateRule("cascade").index(),
    },
  }),
];

/** A project with one table, changed in many ways at once. */
async function changedProject() {
  const project = await testProject(await server.database());
  await project.start(small);
  const change = await project.change(large, { backfill: { "cars.price": "0" } });
  return { project, ...change };
}

it("writes TypeScript that a person can read", async () => {
  const { project, files } = await changedProject();
  const texts = await Promise.all(files.map(project.text));
  const readable = texts.join("\n").replaceAll(/Migration\d{14}/g, "Migration20261101000000");
  expect(readable).toMatchInlineSnapshot(`
    "import { Migration } from "@pitstop/migrator";

    /**
     * Expand. Adds the table categories.
     * Adds cars.color.
     * Adds cars.price.
     * Adds cars.slogan.
     * Adds cars.fuel.
     * Adds cars.category_id.
     */
    export class Migration20261101000000_categories_and_more extends Migration {
      override up(): void {
        this.addSql(\`
          create table "categories" (
            "id" bigint generated always as identity not null primary key,
            "name" varchar(255) not null
          );
        \`);
        // One value for all rows: PostgreSQL notes it in the catalog and writes no row.
        this.addSql(\`alter table "cars" add column "color" varchar(20) not null default 'red';\`);
        // A column without a value is noted in the catalog: PostgreSQL writes no row.
        this.addSql(\`alter table "cars" add column "price" numeric(12,2) null;\`);
        // For rows that deployed code inserts meanwhile without knowing the column.
        this.addSql(\`alter table "cars" alter column "price" set default 0;\`);
        this.addSql(\`alter table "cars" add column "slogan" text null default 'it''s \\\`\\\${1}\\\` on
      two lines';\`);
        this.addSql(\`alter table "cars" add column "fuel" text null;\`);
        this.addSql(\`alter table "cars" add column "category_id" bigint null;\`);
      }

      override down(): void {
        // Changes the catalog only: no row is written.
        this.addSql(\`alter table "cars" drop column "category_id";\`);
        this.addSql(\`alter table "cars" drop column "fuel";\`);
        this.addSql(\`alter table "cars" drop column "slogan";\`);
        this.addSql(\`alter table "cars" drop column "price";\`);
        this.addSql(\`alter table "cars" drop column "color";\`);
        this.addSql(\`drop table "categories";\`);
      }
    }

    import { Migration } from "@pitstop/migrator";

    /** Expand. Fills cars.price in existing rows. */
    export class Migration20261101000000_cars_price_backfill extends Migration {
      override up(): void {
        // In batches with a transaction each, so that no row stays locked for long.
        this.backfill({ table: "cars", set: \`"price" = 0\`, where: \`"price" is null\` });
      }

      override down(): void {
        // Nothing to roll back: the values go with the column.
      }

      override isTransactional(): boolean {
        return false;
      }
    }

    import { Migration } from "@pitstop/migrator";

    /** Expand. Builds the index cars_category_id_index while cars is read and written. */
    export class Migration20261101000000_cars_category_id_index extends Migration {
      override up(): void {
        // Built while reads and writes go on. CONCURRENTLY works outside a transaction only.
        this.addSql(\`create index concurrently "cars_category_id_index" on "cars" ("category_id");\`);
      }

      override down(): void {
        // Dropped while reads and writes go on.
        this.addSql(\`drop index concurrently "cars_category_id_index";\`);
      }

      override isTransactional(): boolean {
        return false;
      }
    }

    import { Migration } from "@pitstop/migrator";

    /**
     * Expand. Adds the check constraint cars_price_required for new rows. A later migration checks existing rows.
     * Adds the check constraint cars_fuel_check for new rows. A later migration checks existing rows.
     */
    export class Migration20261101000000_cars_price_and_more_check extends Migration {
      override up(): void {
        // NOT VALID reads no existing rows, so the lock is brief.
        this.addSql(\`
          alter table "cars" add constraint "cars_price_required" check ("price" is not null) not valid;
        \`);
        this.addSql(\`
          alter table "cars"
            add constraint "cars_fuel_check"
            check ("fuel" in ('petrol', 'diesel', 'electric', 'hydrogen', 'ethanol', 'steam')) not valid;
        \`);
      }

      override down(): void {
        // Changes the catalog only.
        this.addSql(\`alter table "cars" drop constraint "cars_fuel_check";\`);
        this.addSql(\`alter table "cars" drop constraint "cars_price_required";\`);
      }
    }

    import { Migration } from "@pitstop/migrator";

    /**
     * Expand. Adds the foreign key constraint cars_category_id_foreign for new rows. A later migration checks
     * existing rows.
     */
    export class Migration20261101000000_cars_category_id_foreign extends Migration {
      override up(): void {
        // NOT VALID reads no existing rows, so the lock is brief.
        this.addSql(\`
          alter table "cars"
            add constraint "cars_category_id_foreign"
            foreign key ("category_id")
            references "categories" ("id")
            on update cascade
            on delete restrict not valid;
        \`);
      }

      override down(): void {
        // Changes the catalog only.
        this.addSql(\`alter table "cars" drop constraint "cars_category_id_foreign";\`);
      }
    }

    import { Migration } from "@pitstop/migrator";

    /**
     * Expand. Checks existing rows against the check constraint cars_price_required. Fails, and changes nothing,
     * if one violates it.
     * Checks existing rows against the check constraint cars_fuel_check. Fails, and changes nothing, if one
     * violates it.
     */
    export class Migration20261101000000_cars_price_and_more_validate extends Migration {
      override up(): void {
        // Reads the whole table while reads and writes go on.
        this.addSql(\`alter table "cars" validate constraint "cars_price_required";\`);
        this.addSql(\`alter table "cars" validate constraint "cars_fuel_check";\`);
      }

      override down(): void {
        // Nothing to roll back: the proof goes with the constraint.
      }
    }

    import { Migration } from "@pitstop/migrator";

    /**
     * Expand. Checks existing rows against the foreign key constraint cars_category_id_foreign. Fails, and
     * changes nothing, if one violates it.
     */
    export class Migration20261101000000_cars_category_id_foreign_validate extends Migration {
      override up(): void {
        // Reads the whole table while reads and writes go on.
        this.addSql(\`alter table "cars" validate constraint "cars_category_id_foreign";\`);
      }

      override down(): void {
        // Nothing to roll back: the proof goes with the constraint.
      }
    }

    import { Migration } from "@pitstop/migrator";

    /** Expand. Makes cars.price required. */
    export class Migration20261101000000_cars_price_required extends Migration {
      override up(): void {
        // The validated check proves it, so no row is read again.
        this.addSql(\`alter table "cars" alter column "price" set not null;\`);
        // Changes the catalog only.
        this.addSql(\`alter table "cars" drop constraint "cars_price_required";\`);
      }

      override down(): void {
        // NOT VALID reads no existing rows, so the lock is brief.
        this.addSql(\`
          alter table "cars" add constraint "cars_price_required" check ("price" is not null) not valid;
        \`);
        // Reads the whole table while reads and writes go on.
        this.addSql(\`alter table "cars" validate constraint "cars_price_required";\`);
        // Changes the catalog only.
        this.addSql(\`alter table "cars" alter column "price" drop not null;\`);
      }

      override isTransactional(): boolean {
        return false;
      }
    }

    import { Migration } from "@pitstop/migrator";

    /** Contract. Drops the default of cars.price. Code has to write it itself from then on. */
    export class Migration20261101000000_cars_price_drop_default extends Migration {
      override up(): void {
        // Changes the catalog only.
        this.addSql(\`
          -- pitstop:allow add-column-required-drop-default The entity has no default.
          alter table "cars" alter column "price" drop default;
        \`);
      }

      override down(): void {
        // Applies to new rows only. Existing rows are filled in batches or keep their values.
        this.addSql(\`alter table "cars" alter column "price" set default 0;\`);
      }
    }

    import { Migration } from "@pitstop/migrator";

    /** Contract. Drops cars.note: its values are lost. Deployed code must no longer use the column. */
    export class Migration20261101000000_cars_note_drop extends Migration {
      override up(): void {
        // Indexes and constraints of the column go with it: cars_note_index.
        this.addSql(\`
          -- pitstop:allow drop-column No entity has it anymore.
          alter table "cars" drop column "note";
        \`);
      }

      override down(): void {
        // Recreates the column. Its values are only in a backup.
        // A column without a value is noted in the catalog: PostgreSQL writes no row.
        this.addSql(\`alter table "cars" add column "note" varchar(255) null;\`);
        // Built while reads and writes go on. CONCURRENTLY works outside a transaction only.
        this.addSql(\`create index concurrently "cars_note_index" on "cars" ("note");\`);
      }

      override isTransactional(): boolean {
        return false;
      }
    }
    "
  `);
});

it("keeps every character of a literal, whatever TypeScript would make of it", async () => {
  const { project, files } = await changedProject();
  await project.execute(`insert into "cars" default values`);
  await project.up(files);
  expect(await project.execute(`select "slogan" from "cars"`)).toEqual([
    { slogan: "it's `$" + "{1}` on\n  two lines" },
  ]);
});

it("writes what the formatter and the linter of this repository leave as it is", async () => {
  const { project } = await changedProject();
  const { migrator } = await project.open(large);
  await migrator.create(undefined, true, false, "by hand");
  const names = [...(await migrationFiles(project.folder)), "snapshot.json"];
  for (const name of names) {
    const text = await readFile(join(project.folder, name), "utf8");
    const path = join(repository, "packages/db/src/migrations", name);
    const biome = spawnSync("node_modules/.bin/biome", ["check", "--write", `--stdin-file-path=${path}`], {
      cwd: repository,
      input: text,
      encoding: "utf8",
    });
    expect(biome.stdout).toBe(text);
  }
});
