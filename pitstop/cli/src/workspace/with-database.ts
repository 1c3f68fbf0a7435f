import type { MikroORM } from "@mikro-orm/postgresql";
import { developmentOf } from "@pitstop/database/development";
import { applicationDatabase } from "./application-database.ts";

/** Works on the database of DATABASE_URL, or on the development database, which `work` is told the address of. */
export async function withDatabase<Result>(
  root: string,
  work: (orm: MikroORM, url: string) => Promise<Result> | Result,
): Promise<Result> {
  const application = await applicationDatabase(root);
  const database = await developmentOf({ root }).developmentDatabase();
  const orm = await application.openDatabase({ url: database.url, poolSize: 1 });
  try {
    return await work(orm, database.url);
  } finally {
    await orm.close();
    await database.stop();
  }
}
