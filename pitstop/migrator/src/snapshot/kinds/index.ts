import { builtInRights } from "./built-in-rights.ts";
import { catalogRows } from "./catalog-rows.ts";
import { parameters, securityLabels, sharedSecurityLabels, tablespaces } from "./cluster.ts";
import { columns } from "./columns.ts";
import { constraints } from "./constraints.ts";
import { database } from "./database.ts";
import { defaultPrivileges, schemaDefaultPrivileges } from "./default-privileges.ts";
import { enumValues } from "./enum-values.ts";
import { extensions } from "./extensions.ts";
import { functions } from "./functions.ts";
import { indexes } from "./indexes.ts";
import type { KindQuery } from "./kind.ts";
import { largeObjects } from "./large-objects.ts";
import { policies } from "./policies.ts";
import { publications, publishedSchemas, publishedTables } from "./publications.ts";
import { roleMemberships, roles } from "./roles.ts";
import { rules } from "./rules.ts";
import { schemas } from "./schemas.ts";
import { sequences } from "./sequences.ts";
import { databaseSettings, roleSettings } from "./settings.ts";
import { tables } from "./tables.ts";
import { triggers } from "./triggers.ts";
import { types } from "./types.ts";
import { views } from "./views.ts";

export const kindQueries: readonly KindQuery[] = [
  schemas,
  extensions,
  tables,
  columns,
  constraints,
  indexes,
  views,
  sequences,
  triggers,
  rules,
  policies,
  functions,
  types,
  enumValues,
  largeObjects,
  publications,
  publishedTables,
  publishedSchemas,
  database,
  databaseSettings,
  roleSettings,
  roles,
  roleMemberships,
  defaultPrivileges,
  schemaDefaultPrivileges,
  tablespaces,
  parameters,
  securityLabels,
  sharedSecurityLabels,
  ...catalogRows,
  ...builtInRights,
];
