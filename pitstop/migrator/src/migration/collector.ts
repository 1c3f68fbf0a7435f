import type { IMigrationRunner } from "@mikro-orm/core";

type MikroMigration = Parameters<IMigrationRunner["run"]>[0];

/**
 * In the place of MikroORM's runner: it runs nothing and keeps the migration that it was given, because MikroORM
 * hands out the instances that it made of the files in no other way.
 */
export class MigrationCollector implements IMigrationRunner {
  collected: MikroMigration | undefined;

  async run(migration: MikroMigration): Promise<void> {
    this.collected = migration;
  }

  setMasterMigration(): void {}

  unsetMasterMigration(): void {}
}
