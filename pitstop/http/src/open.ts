import type { MikroORM } from "@mikro-orm/postgresql";
import type { FastifyInstance } from "fastify";
import type { ServedDatabase } from "./application.ts";
import { listed, type Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";

/**
 * Opens the database, also behind PgBouncer in transaction mode. Throws StartError where it does not answer; what the
 * address holds of a password is not told.
 */
export async function openReachableDatabase({ open }: ServedDatabase, settings: Settings): Promise<MikroORM> {
  const options = {
    url: settings.DATABASE_URL,
    hosts: listed(settings.DATABASE_HOSTS),
    poolSize: settings.DATABASE_POOL_SIZE,
    statementTimeout: settings.STATEMENT_TIMEOUT,
  };
  const direct = await open(options);
  const reason = await refusalOf(direct);
  if (reason === undefined) return direct;
  await direct.close(true);
  if (!REFUSED_SETTING.test(reason)) throw unreachable(settings, reason);
  const pooled = await open({ ...options, isPooled: true });
  const again = await refusalOf(pooled);
  if (again !== undefined) throw unreachable(settings, again);
  return pooled;
}

/** What PgBouncer says to a setting of a connection that it would have to give to another caller. */
export const REFUSED_SETTING = /unsupported startup parameter/;

/** Why the database can't be used; undefined where it can. */
async function refusalOf(orm: MikroORM): Promise<string | undefined> {
  const connection = orm.em.getConnection();
  await connection.connect();
  const check = await connection.checkConnection();
  return check.ok ? undefined : reasonOf(check.error, check.reason);
}

function unreachable({ DATABASE_URL }: Settings, reason: string): StartError {
  const { host, pathname } = new URL(DATABASE_URL);
  return new StartError(
    "DATABASE_UNREACHABLE",
    `The database of DATABASE_URL (${host}${pathname}) can't be used: ${reason}.`,
    "Check the address, and that PostgreSQL runs there.",
  );
}

/** Throws StartError where the address is not to be had. */
export async function listen(server: FastifyInstance, { PORT: port, HOST: host }: Settings): Promise<void> {
  try {
    await server.listen({ port, host });
  } catch (error) {
    throw listeningError(error, { port, host }) ?? error;
  }
}

/** Why an address is not to be had; undefined for an error of another kind. `prefix` is that of the two settings. */
export function listeningError(
  error: unknown,
  { port, host }: { port: number | undefined; host: string },
  prefix = "",
): StartError | undefined {
  const code = codeOf(error);
  if (code === "EADDRINUSE") {
    return new StartError(
      "PORT_TAKEN",
      `Port ${port} on ${host} is taken.`,
      `Choose another one with ${prefix}PORT.`,
    );
  }
  if (code === "EADDRNOTAVAIL" || code === "EACCES" || code === "ENOTFOUND") {
    return new StartError(
      "ADDRESS_REFUSED",
      `The server can't listen on ${host}, port ${port} (${code}).`,
      `Check ${prefix}HOST and ${prefix}PORT.`,
    );
  }
  return undefined;
}

/** Several tries (IPv6 and IPv4, say) make one error without words of its own. */
function reasonOf(error: unknown, reason: string): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const message = first instanceof Error ? first.message : "";
  return (message || reason || codeOf(error) || "it does not answer").replace(/\.$/, "");
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
