import { developmentDatabase } from "@pitstop/db/development";

/** Works while the development database is up, so that none of the processes of this work has to start it again. */
export async function withDevelopmentServer<Result>(work: () => Promise<Result>): Promise<Result> {
  const database = await developmentDatabase();
  try {
    return await work();
  } finally {
    await database.stop();
  }
}
