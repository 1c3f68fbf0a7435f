import type { EntityManager, EntityMetadata, EntityName } from "@mikro-orm/postgresql";
import { entities } from "@pitstop/db";
import { domains } from "@pitstop/types";
import { ApiError, BadInput, Conflict, DatabaseAway, DatabaseBusy, Unavailable } from "../errors.ts";
import { asideOf, currentAside, type Label } from "./aside.ts";

/** The fields of a PostgreSQL error that tell what happened; the same on `pg`'s errors and on MikroORM's. */
interface DatabaseError {
  code: string;
  table?: string;
  detail?: string;
}

/**
 * The error for people behind what the database said, or undefined for one that is not the caller's doing. Says
 * nothing of SQL, constraints or stored values. Codes: https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
export function apiErrorOf(error: unknown, em: EntityManager): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (isPoolExhausted(error)) return new DatabaseBusy();
  if (isReadTimeout(error)) return tooLong();
  if (isLostConnection(error)) return new DatabaseAway({ isCutOff: true });
  if (!isDatabaseError(error)) return undefined;
  switch (error.code) {
    case "23505":
      return duplicate(error, em);
    case "23503": // foreign_key_violation
    case "23001": // restrict_violation: what PostgreSQL 18 says where a delete is restricted
      return brokenReference(error, em);
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
    case "57014":
      return tooLong();
    case "53300":
      return new DatabaseBusy();
    case "57P03":
    case "ECONNREFUSED":
    case "EHOSTUNREACH":
    case "ENOTFOUND":
      return new DatabaseAway({ isCutOff: false });
    case "57P01":
    case "57P02":
    case "08006":
    case "ECONNRESET":
    case "EPIPE":
    case "ETIMEDOUT":
      return new DatabaseAway({ isCutOff: true });
    default:
      return undefined;
  }
}

const tooLong = (): Unavailable =>
  new Unavailable("GATEWAY_TIMEOUT", "This took too long and was stopped. Ask for less, or try again later.");

/** What `pg` says when PostgreSQL has not stopped a statement by itself, as behind some poolers. */
const isReadTimeout = (error: unknown): boolean =>
  error instanceof Error && error.message === "Query read timeout";

/** What `pg` says without a code when a connection is cut. */
const isLostConnection = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith("Connection terminated");

/** What its pool says when no connection is to be had in time. */
const isPoolExhausted = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith("timeout exceeded when trying to connect");

function duplicate(error: DatabaseError, em: EntityManager): Conflict {
  const found = domainOfTable(em, error.table);
  const [column] = columnsIn(error);
  const attribute =
    asideOf(error.table)?.nameOfColumn(column ?? "") ?? attributeOfColumn(found?.metadata, column);
  const label = labelOf(found, error.table)?.one.toLowerCase() ?? "record";
  const message = `Another ${label} has this ${attribute ?? "value"} already. Choose a different one.`;
  return new Conflict("unique", message, attribute ? { [attribute]: [message] } : undefined);
}

/** PostgreSQL names the referencing table on both sides; the column it names tells which side was at fault. */
function brokenReference(error: DatabaseError, em: EntityManager): ApiError {
  const found = domainOfTable(em, error.table);
  const [column] = columnsIn(error);
  const relation = relationOf(found, error.table, column);
  if (relation) {
    const message = `This ${relation.label.toLowerCase()} does not exist (any more). Choose another one.`;
    return new BadInput(message, { [`${relation.name}Id`]: [message] });
  }
  const referring = labelOf(found, error.table)?.many.toLowerCase() ?? "other records";
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

type Found = { domain: RegisteredDomain; metadata: EntityMetadata };

type RegisteredDomain = {
  label: { one: string; many: string };
  relations: Record<string, { label: string }>;
};

function domainOfTable(em: EntityManager, table: string | undefined): Found | undefined {
  for (const [name, entity] of Object.entries(entities)) {
    const metadata = em.getMetadata().get<object>(entity as EntityName<object>); // whichever entity it is
    const domain: RegisteredDomain | undefined = domains[name as keyof typeof domains];
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
