import { nodesOf } from "@pitstop/lint/sql";
import type { RoleSpec } from "libpg-query";
import type { ObjectKind } from "../snapshot/index.ts";
import type { Stated } from "./claim.ts";
import type { Sayings } from "./stated.ts";

const roleName = (role: RoleSpec | undefined): string => role?.rolename ?? "";

const named = (act: Stated["act"], kind: ObjectKind, ...name: string[]): Stated => ({
  act,
  kinds: [kind],
  name,
});
const all = (act: Stated["act"], kind: ObjectKind, ...name: string[]): Stated => ({
  ...named(act, kind, ...name, "*"),
  isAll: true,
});

/** RESET ALL names no setting. */
const dropSetting = (kind: ObjectKind, role: readonly string[], name: string | undefined): Stated[] => [
  name === undefined ? all("drop", kind, ...role) : named("drop", kind, ...role, name),
];

/** What statements say about roles, databases and what else a server has: a comparison has only what this database uses. */
export const serverSayings: Sayings = {
  AlterDatabaseStmt: ({ dbname = "" }) => [named("change", "database", dbname)],
  AlterDatabaseRefreshCollStmt: ({ dbname = "" }) => [named("change", "database", dbname)],
  AlterDatabaseSetStmt: ({ setstmt }) => dropSetting("database setting", [], setstmt?.name),
  AlterRoleSetStmt: ({ role, database, setstmt }) =>
    dropSetting(database ? "database setting" : "role setting", role ? [roleName(role)] : [], setstmt?.name),
  // ALTER GROUP … DROP USER names the members that leave.
  AlterRoleStmt: ({ role, options }) => [
    named("change", "role", roleName(role)),
    ...(nodesOf(options, "DefElem").some(({ defname }) => defname === "rolemembers")
      ? [all("drop", "role membership", roleName(role))]
      : []),
  ],
  DropRoleStmt: ({ roles }) =>
    nodesOf(roles, "RoleSpec").flatMap((role) => [
      named("drop", "role", roleName(role)),
      all("drop", "role setting", roleName(role)),
    ]),
  GrantRoleStmt: ({ granted_roles, grantee_roles, is_grant }) =>
    nodesOf(granted_roles, "AccessPriv").flatMap(({ priv_name = "" }) =>
      nodesOf(grantee_roles, "RoleSpec").map((member) =>
        named(is_grant === true ? "change" : "drop", "role membership", priv_name, roleName(member)),
      ),
    ),
  AlterTableSpaceOptionsStmt: ({ tablespacename = "" }) => [named("change", "tablespace", tablespacename)],
  DropTableSpaceStmt: ({ tablespacename = "" }) => [named("drop", "tablespace", tablespacename)],
  SecLabelStmt: ({ provider = "" }) => [all("drop", "security label", provider)],
};
