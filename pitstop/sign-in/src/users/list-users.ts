import type { MikroORM } from "@mikro-orm/postgresql";
import { momentSql } from "../moment.ts";
import type { User } from "./user.ts";

/** A user, with how they sign in. Moments are ISO 8601 in UTC. */
export interface ListedUser extends User {
  readonly createdAt: string;
  readonly hasPassword: boolean;
  /** Whether the OIDC provider has signed them in. */
  readonly hasProvider: boolean;
  /** How many sessions they have open. */
  readonly sessions: number;
  /** When a session of theirs was last seen; null where none is open. */
  readonly seenAt: string | null;
}

/**
 * All users, by email address.
 *
 * @example
 * const users = await listUsers(orm); // [{ email: "ada@example.com", role: "admin", sessions: 1, … }]
 */
export function listUsers(orm: MikroORM): Promise<ListedUser[]> {
  return orm.em.fork().execute<ListedUser[]>(
    `select u.id, u.email, u.name, u.role, ${momentSql("u.created_at")} as "createdAt",
       exists (select from "auth"."accounts" a where a.user_id = u.id and a.provider_id = 'credential') as "hasPassword",
       exists (select from "auth"."accounts" a where a.user_id = u.id and a.provider_id <> 'credential') as "hasProvider",
       s.sessions, s."seenAt"
     from "auth"."users" u, lateral (
       select count(*)::int as sessions, ${momentSql("max(updated_at)")} as "seenAt"
       from "auth"."sessions" where user_id = u.id and expires_at > now()
     ) s
     order by u.email`,
  );
}
