import { type Configuration, MikroORM, type Options } from "@mikro-orm/core";
import type { AbstractSqlDriver, SqlEntityManager } from "@mikro-orm/postgresql";
import type pg from "pg";
import { connect } from "../connection.ts";
import { messageOf } from "../database-error.ts";
import { differencesOf } from "./differences.ts";
import { ownedSchemas } from "./owned-schemas.ts";

/** Something that an entity owns and the database lacks or has otherwise. */
export interface DriftDifference {
  /** The table or view in the database: "cars", or "sales.cars" outside the default schema. */
  readonly table: string;
  /** In one sentence, with the attribute where it is one: "cars.color is missing (Car.color)." */
  readonly sentence: string;
  /** Whether it is a table or column without which the entity can't be read at all. */
  readonly isMissing: boolean;
}

/** How a database differs from what the entities say. */
export interface SchemaDrift {
  readonly differences: readonly DriftDifference[];
  /** Why the comparison could not be made; nothing is known then. */
  readonly unread?: string;
}

/**
 * Compares a database with the entities. What no entity owns (other tables, views, functions, triggers, comments,
 * indexes, and columns that rows can be inserted without) is left alone. It only advises: where it can't read the
 * schema it says so in `unread` and throws nothing.
 */
export async function driftOf(config: Configuration, url: string): Promise<SchemaDrift> {
  try {
    const client = await connect(url);
    try {
      return { differences: await compare(config, url, client) };
    } finally {
      await client.end();
    }
  } catch (error) {
    return { differences: [], unread: messageOf(error) };
  }
}

async function compare(config: Configuration, url: string, client: pg.Client): Promise<DriftDifference[]> {
  const { dbName: _, driverOptions: __, ...settings } = config.getAll();
  const orm = await MikroORM.init<AbstractSqlDriver>({
    ...(settings as Options<AbstractSqlDriver>), // what a configuration gives back is what it was made of
    clientUrl: url,
    dbName: decodeURIComponent(new URL(url).pathname.slice(1)),
    ...(await defaultSchema(config, client)),
    pool: { min: 0, max: 1 },
    debug: false,
  });
  try {
    const em = orm.em as SqlEntityManager; // that of a driver for SQL
    return await differencesOf(await ownedSchemas(orm.config, em, client), orm, client);
  } finally {
    await orm.close(true);
  }
}

/**
 * MikroORM writes tables of its default schema without it: they are where the search_path of the database leads, and
 * are compared there.
 */
async function defaultSchema(config: Configuration, client: pg.ClientBase): Promise<{ schema?: string }> {
  if ((config.get("schema") ?? "public") !== "public") return {};
  const { rows } = await client.query<{ schema: string | null }>("select current_schema() as schema");
  const schema = rows[0]?.schema ?? "public";
  return schema === "public" ? {} : { schema };
}
