import { MikroORM, type Options } from "@mikro-orm/postgresql";

/** Opens MikroORM for migrations: they take their own connections, so it needs few. */
export const openMigrator = (config: Options): Promise<MikroORM> =>
  MikroORM.init({
    ...config,
    pool: { min: 0, max: 2 },
    driverOptions: { connectionTimeoutMillis: 5_000, keepAlive: true },
  });
