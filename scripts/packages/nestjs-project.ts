// A NestJS project as people have them: CommonJS, decorators, npm, migrations that plain MikroORM has applied, one of
// which runs its own queries, a list of applied migrations under another name, and a view.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./publishable.ts";

/** The version of MikroORM that this repository is tested with. */
function mikroOrmVersion(): string {
  const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
  const version = /"@mikro-orm\/core": ([\d.]+)/.exec(workspace)?.[1];
  if (version === undefined) throw new Error("The catalog names no version of MikroORM.");
  return version;
}

const mikroOrm = mikroOrmVersion();

/** MikroORM, in one version: its packages ask for each other exactly. */
export const mikroOrmPackages = ["core", "postgresql", "migrations", "decorators", "cli"].map(
  (name) => `@mikro-orm/${name}@${mikroOrm}`,
);

/** What the project installs before it knows of the safe migrator. */
export const nestPackages = [
  ...mikroOrmPackages,
  "@mikro-orm/nestjs@7.1.0",
  "@nestjs/common@12.5.1",
  "@nestjs/core@12.5.1",
  "@swc-node/register@1.12.1",
  "@swc/core@1.16.22",
  "@types/node@24",
  "reflect-metadata@0.2.2",
  "rxjs@7.8.2",
  "typescript@6.0.3",
];

const compilerOptions = {
  module: "nodenext",
  target: "es2023",
  strict: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  skipLibCheck: true,
  rootDir: "src",
  outDir: "dist",
  types: ["node"],
};

export const nestFiles = {
  "package.json": JSON.stringify({
    name: "shop",
    version: "1.0.0",
    private: true,
    "mikro-orm": { configPaths: ["./src/mikro-orm.config.ts", "./dist/mikro-orm.config.js"] },
  }),
  "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
  "src/mikro-orm.config.ts": `
import { ReflectMetadataProvider } from "@mikro-orm/decorators/legacy";
import { Migrator } from "@mikro-orm/migrations";
import { defineConfig } from "@mikro-orm/postgresql";
import { Customer } from "./customer.entity";

export default defineConfig({
  clientUrl: process.env.DATABASE_URL,
  entities: [Customer],
  metadataProvider: ReflectMetadataProvider,
  extensions: [Migrator],
  migrations: { path: "./dist/migrations", pathTs: "./src/migrations", tableName: "schema_history" },
});
`,
  "src/customer.entity.ts": `
import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";

@Entity({ tableName: "customers" })
export class Customer {
  @PrimaryKey()
  id!: number;

  @Property({ length: 200 })
  name!: string;
}
`,
  "src/migrations/Migration20250101000000.ts": `
import { Migration } from "@mikro-orm/migrations";

export class Migration20250101000000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(\`create table "customers" ("id" serial primary key, "name" varchar(200) not null);\`);
  }
}
`,
  "src/migrations/Migration20250201000000.ts": `
import { Migration } from "@mikro-orm/migrations";

export class Migration20250201000000 extends Migration {
  override async up(): Promise<void> {
    const [row] = await this.execute(\`select count(*)::int as count from "customers"\`);
    if (row.count === 0) this.addSql(\`insert into "customers" ("name") select 'Customer ' || n from generate_series(1, 500) n;\`);
    this.addSql(\`create view "customer_names" as select "name" from "customers";\`);
  }
}
`,
  "src/app.module.ts": `
import { MikroOrmModule } from "@mikro-orm/nestjs";
import { Module } from "@nestjs/common";
import config from "./mikro-orm.config";

@Module({ imports: [MikroOrmModule.forRoot(config)] })
export class AppModule {}
`,
  "src/main.ts": `
import "reflect-metadata";
import { EntityManager } from "@mikro-orm/postgresql";
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module";
import { Customer } from "./customer.entity";

async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  console.log(await app.get(EntityManager).fork().count(Customer), "customers");
  await app.close();
}
void main();
`,
};

/** The change that makes the project safe: what its README says. */
export const withSafeMigrator = {
  'import { Migrator } from "@mikro-orm/migrations";': 'import { safeMigrator } from "@pitstop/migrator";',
  "extensions: [Migrator]": "extensions: [safeMigrator()]",
};
