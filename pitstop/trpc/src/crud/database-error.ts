import type { EntityManager, EntityMetadata, EntityName } from "@mikro-orm/postgresql";
import { knownUser } from "../access/caller.ts";
import { limitsOf } from "../access/limits.ts";
import type { Access } from "../access/rules.ts";
import { missingRelated } from "../access/written.ts";
import { ApiError, BadInput, Conflict } from "../errors.ts";
import { asideOf, currentAside, type Label } from "./aside.ts";
import { connectionErrorOf } from "./connection-error.ts";

/** The fields of a PostgreSQL error that tell what happened; the same on `pg`'s errors and on MikroORM's. */
interface DatabaseError {
  code: string;
  table?: string;
  detail?: string;
}

/** What tells which domain a table is of. */
export interface KnownDomains {
  readonly access: Access;
  readonly domains: Readonly<Record<string, RegisteredDomain>>;
  readonly entities: Readonly<Record<string, unknown>>;
}

interface RegisteredDomain {
  readonly name: string;
  readonly label: Label;
  readonly relations: Readonly<Record<string, { readonly label: string }>>;
}

/**
 * The error for people behind what the database said, or undefined for one that is not the caller's doing. Says
 * nothing of SQL, constraints or stored values. Codes: https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
export function apiErrorOf(error: unknown, em: EntityManager, known: KnownDomains): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (!isDatabaseError(error)) return connectionErrorOf(error);
  switch (error.code) {
    case "23505":
      return duplicate(error, em, known);
    case "23503": // foreign_key_violation
    case "23001": // restrict_violation: what PostgreSQL 18 says where a delete is restricted
      return brokenReference(error, em, known);
    case "23502":
    case "23514":
    case "22001":
    case "22003":
    case "22007":
    case "22008":
    case "22P02":
      return new BadInput("A value does not fit the rules of what is stored. Check the input and try again.");
    case "22021":
    case "22P05":
      return new BadInput(
        "The text contains a character that cannot be stored (such as a null character). Remove it and try again.",
      );
    case "40001":
    case "40P01":
      return new Conflict(
        "busy",
        "Somebody changed the same records at the same moment. Nothing was changed; try again.",
      );
    default:
      return connectionErrorOf(error);
  }
}

function duplicate(error: DatabaseError, em: EntityManager, known: KnownDomains): Conflict {
  const found = domainOfTable(em, known, error.table);
  const [column] = columnsIn(error);
  const present = attributeOfColumn(found?.metadata, column);
  // What isn't there for the caller has no name in what they are told.
  const attribute = isHidden(found, present, known)
    ? undefined
    : (asideOf(error.table)?.nameOfColumn(column ?? "") ?? present);
  const label = labelOf(found, error.table)?.one.toLowerCase() ?? "record";
  const message = `Another ${label} has this ${attribute ?? "value"} already. Choose a different one.`;
  return new Conflict("unique", message, attribute ? { [attribute]: [message] } : undefined);
}

/** PostgreSQL names the referencing table on both sides; the column it names tells which side was at fault. */
function brokenReference(error: DatabaseError, em: EntityManager, known: KnownDomains): ApiError {
  const found = domainOfTable(em, known, error.table);
  const [column] = columnsIn(error);
  const relation = relationOf(found, error.table, column);
  if (relation) return missingRelated(`${relation.name}Id`, relation.label);
  const label = mayRead(found, known) ? labelOf(found, error.table) : undefined;
  const referring = label?.many.toLowerCase() ?? "other records";
  return new Conflict(
    "referenced",
    `There are ${referring} that refer to this record. Change or delete them first.`,
  );
}

/** The relation whose key a column holds, under the name that the client knows. */
function relationOf(found: Found | undefined, table: string | undefined, column: string | undefined) {
  const aside = asideOf(table);
  const retired = aside?.fields.find((field) => field.column.name === column);
  if (retired?.relation) return { name: retired.name, label: retired.relation.label };
  const attribute = attributeOfColumn(found?.metadata, column);
  const relation = attribute === undefined ? undefined : found?.domain.relations[attribute];
  if (!relation) return undefined;
  return { name: aside?.nameOfColumn(column ?? "") ?? attribute, label: relation.label };
}

/** What the client calls the records of a table. */
const labelOf = (found: Found | undefined, table: string | undefined): Label | undefined =>
  currentAside()?.labelOfTable(table ?? "") ?? found?.domain.label;

/** Whether an attribute isn't there for the user; where nobody says for whom, for any. */
function isHidden(
  found: Found | undefined,
  attribute: string | undefined,
  { access }: KnownDomains,
): boolean {
  const user = knownUser();
  const roles = user ? [user.role] : access.roles;
  return roles.some((role) => found && limitsOf(access, found.domain.name, role).hidden.has(attribute ?? ""));
}

function mayRead(found: Found | undefined, { access }: KnownDomains): boolean {
  const user = knownUser();
  return !user || (found !== undefined && limitsOf(access, found.domain.name, user.role).verbs.has("read"));
}

type Found = { domain: RegisteredDomain; metadata: EntityMetadata };

function domainOfTable(
  em: EntityManager,
  { domains, entities }: KnownDomains,
  table: string | undefined,
): Found | undefined {
  for (const [name, entity] of Object.entries(entities)) {
    const metadata = em.getMetadata().get<object>(entity as EntityName<object>); // whichever entity it is
    const domain = domains[name];
    if (metadata.tableName === table && domain) return { domain, metadata };
  }
  return undefined;
}

function attributeOfColumn(
  metadata: EntityMetadata | undefined,
  column: string | undefined,
): string | undefined {
  const properties = Object.values(metadata?.properties ?? {});
  return properties.find((property) => property.fieldNames?.[0] === column)?.name;
}

/** The columns in `Key (a, b)=(1, 2) …`, whatever language the server speaks. */
function columnsIn({ detail }: DatabaseError): string[] {
  const [, columns = ""] = /\(([^)]*)\)=\(/.exec(detail ?? "") ?? [];
  return columns.split(", ").map((column) => column.replaceAll('"', ""));
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
