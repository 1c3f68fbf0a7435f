import type { Migration as MikroMigration } from "@mikro-orm/migrations";
import type { AbstractSqlDriver, EntityManager } from "@mikro-orm/postgresql";
import type { Execute } from "./read-migration.ts";

/**
 * An entity manager for a migration whose queries all go to `execute`, whatever it is asked: to the copy while they are
 * recorded, to the transaction of the migration when it is applied. It has no connection of its own, so that a fork
 * without the transaction can't go past it. `refuse` is told what can't be recorded.
 */
export function recordingManager(
  migration: MikroMigration,
  execute: Execute,
  refuse: (what: string) => Error,
): EntityManager {
  // MikroORM gives every migration its driver, and types it as protected.
  const { driver: given } = migration as unknown as { driver: AbstractSqlDriver };
  const { config } = migration as unknown as { config: unknown };
  // Of the same class, as MikroORM makes it: it connects when it is asked to, which it never is.
  const Driver = given.constructor as new (config: unknown) => AbstractSqlDriver;
  const driver = new Driver(config);
  Object.assign(driver, { platform: given.getPlatform(), replicas: [] });
  driver.setMetadata(given.getMetadata());
  isolate(driver.getConnection(), refuse);
  const manager = driver.createEntityManager() as EntityManager;
  manager.setTransactionContext(transaction(execute, refuse));
  return manager;
}

type Connection = ReturnType<AbstractSqlDriver["getConnection"]>;

/** What would open a connection, or use one beside the transaction, is refused. */
function isolate(connection: Connection, refuse: (what: string) => Error): void {
  const past = () => {
    throw refuse("queries the database past its transaction");
  };
  const run = connection.execute.bind(connection);
  Object.assign(connection, {
    ensureConnection: async () => undefined,
    connect: past,
    getClient: past,
    stream: past,
    executeDump: past,
    loadFile: past,
    execute: (...args: Parameters<Connection["execute"]>) => (args[3] === undefined ? past() : run(...args)),
  });
}

/** As much of a transaction as MikroORM's connection uses; Kysely's own queries have no part in it. */
function transaction(execute: Execute, refuse: (what: string) => Error): object {
  const run = (sql: string) => ({
    execute: async () => {
      await execute(sql);
    },
  });
  const known = {
    executeQuery: async ({ sql }: { readonly sql: string }) => {
      const { rows, count } = await execute(sql);
      return { rows, ...(count !== null && { numAffectedRows: BigInt(count) }) };
    },
    savepoint: (name: string) => ({
      execute: async () => {
        await execute(`savepoint ${name}`);
        return transaction(execute, refuse);
      },
    }),
    releaseSavepoint: (name: string) => run(`release savepoint ${name}`),
    rollbackToSavepoint: (name: string) => run(`rollback to savepoint ${name}`),
    getExecutor: () => ({ provideConnection: (use: () => Promise<unknown>) => use() }),
  };
  return new Proxy(known, {
    get(target, key, receiver) {
      if (key in target || typeof key === "symbol" || NOT_CALLED.includes(key))
        return Reflect.get(target, key, receiver);
      throw refuse("queries with Kysely");
    },
  });
}

/** What MikroORM looks for, and promises do. */
const NOT_CALLED = ["then", "index", "savepointName", "isRolledBack", "toJSON"];
