import { literal, quoted } from "@pitstop/lint/sql";
import type pg from "pg";

/** Gives one database the owner, the settings and the grants of another: a dump has none of them. */
export async function copyRights(client: pg.ClientBase, from: string, to: string): Promise<void> {
  for (const statement of [
    ...(await ownerAndLimit(client, from, to)),
    ...(await settingsOf(client, from, to)),
    ...(await grantsOf(client, from, to)),
  ]) {
    await client.query(statement);
  }
}

async function ownerAndLimit(client: pg.ClientBase, from: string, to: string): Promise<string[]> {
  const { rows } = await client.query<{ owner: string; limit: number }>(
    `select pg_get_userbyid(datdba) as owner, datconnlimit as "limit" from pg_database where datname = $1`,
    [from],
  );
  return rows.flatMap(({ owner, limit }) => [
    `alter database ${quoted(to)} owner to ${quoted(owner)}`,
    `alter database ${quoted(to)} connection limit ${limit}`,
  ]);
}

async function settingsOf(client: pg.ClientBase, from: string, to: string): Promise<string[]> {
  const { rows } = await client.query<{ role: string | null; setting: string }>(
    `select r.rolname as role, unnest(s.setconfig) as setting from pg_db_role_setting s
     join pg_database d on d.oid = s.setdatabase left join pg_roles r on r.oid = s.setrole where d.datname = $1`,
    [from],
  );
  return rows.map(({ role, setting }) => settingStatement(to, role === null ? null : quoted(role), setting));
}

/** For a `setting` as the catalog keeps it, "name=value"; of one `role`, as SQL writes it, or of everybody. */
export function settingStatement(database: string, role: string | null, setting: string): string {
  const [name = "", ...value] = setting.split("=");
  const whose = role === null ? "" : `role ${role} in `;
  return `alter ${whose}database ${quoted(database)} set ${quoted(name)} to ${settingValue(name, value.join("="))}`;
}

/** Lists are kept in the form in which they are written, with quotes where needed. */
function settingValue(name: string, value: string): string {
  return ["search_path", "datestyle"].includes(name.toLowerCase()) && value !== "" ? value : literal(value);
}

async function grantsOf(client: pg.ClientBase, from: string, to: string): Promise<string[]> {
  const { rows } = await client.query<{ grantee: string | null; privilege: string; isGrantable: boolean }>(
    `select r.rolname as grantee, a.privilege_type as privilege, a.is_grantable as "isGrantable"
     from pg_database d cross join aclexplode(d.datacl) a left join pg_roles r on r.oid = a.grantee
     where d.datname = $1`,
    [from],
  );
  if (rows.length === 0) return []; // the defaults hold
  const grants = rows.map(
    ({ grantee, privilege, isGrantable }) =>
      `grant ${privilege} on database ${quoted(to)} to ${grantee === null ? "public" : quoted(grantee)}${isGrantable ? " with grant option" : ""}`,
  );
  return [`revoke all on database ${quoted(to)} from public`, ...grants];
}
