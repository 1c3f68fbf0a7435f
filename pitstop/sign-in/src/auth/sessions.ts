import type { MikroORM } from "@mikro-orm/postgresql";
import { momentSql } from "../moment.ts";

/** A session, as its owner sees it in a list. Its token stays here: whoever has it is signed in. */
export interface ListedSession {
  readonly id: string;
  /** Moments are ISO 8601, in UTC. */
  readonly createdAt: string;
  /** When it was in use last, by the day. */
  readonly usedAt: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** The sessions of a user, the newest first. */
export const listSessions = (orm: MikroORM, userId: string): Promise<ListedSession[]> =>
  orm.em.fork().execute<ListedSession[]>(
    `select id, ${momentSql("created_at")} as "createdAt", ${momentSql("updated_at")} as "usedAt",
       ip_address as "ipAddress", user_agent as "userAgent"
     from "auth"."sessions" where user_id = ? and expires_at > now() order by created_at desc, id`,
    [userId],
  );

/** Ends a session of a user, or all but one. Another user's is not theirs to end, and nothing happens. */
export async function endSessions(
  orm: MikroORM,
  userId: string,
  which: { readonly id: string } | { readonly allBut: string },
): Promise<void> {
  const [condition, id] = "id" in which ? ["id::text = ?", which.id] : ["id::text <> ?", which.allBut];
  await orm.em
    .fork()
    .execute(`delete from "auth"."sessions" where user_id = ? and ${condition}`, [userId, id]);
}
