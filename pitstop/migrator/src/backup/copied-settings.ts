import type pg from "pg";
import { connect } from "../connection.ts";
import { settingStatement } from "./database-rights.ts";
import { databaseOf } from "./database-url.ts";

/**
 * Gives a copy of a database what `alter database … set` and `alter role … set` say of it for this account, such as its
 * search_path: a dump has none of that. `client` is on the copy's server, `isElsewhere` says whether that is another one.
 * What the account may not set is left out.
 */
export async function copySettings(
  client: pg.ClientBase,
  { originalUrl, copyUrl, isElsewhere }: { originalUrl: string; copyUrl: string; isElsewhere: boolean },
): Promise<void> {
  const copy = databaseOf(copyUrl);
  for (const { role, setting } of await settingsOf(originalUrl)) {
    // A role's settings for every database hold here as well; on another server they are the copy's own.
    if (role === "everywhere" && !isElsewhere) continue;
    const whose = role === "here" && !isElsewhere ? "current_user" : null;
    await client.query(settingStatement(copy, whose, setting)).catch(() => undefined);
  }
}

interface Setting {
  /** Of the account in all databases, of the account in this one, or of whoever is in this one. */
  readonly role: "everywhere" | "here" | null;
  readonly setting: string;
}

/** The ones that win come last. */
async function settingsOf(url: string): Promise<Setting[]> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<Setting>(
      `select case when s.setrole = 0 then null when s.setdatabase = 0 then 'everywhere' else 'here' end as role,
         unnest(s.setconfig) as setting
       from pg_db_role_setting s
       where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
         and s.setrole in (0, (select oid from pg_roles where rolname = current_user))
         and (s.setdatabase, s.setrole) <> (0, 0)
       order by (s.setrole <> 0)::int + (s.setrole <> 0 and s.setdatabase <> 0)::int`,
    );
    return rows;
  } finally {
    await client.end();
  }
}
