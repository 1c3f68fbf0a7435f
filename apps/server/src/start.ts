import type { MikroORM } from "@mikro-orm/postgresql";
import { openDatabase } from "@pitstop/db";
import type { FastifyInstance } from "fastify";
import type { Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";

/**
 * Opens the database, also behind PgBouncer in transaction mode. Throws StartError where it does not answer; what the
 * address holds of a password is not told.
 */
export async function openReachableDatabase(settings: Settings): Promise<MikroORM> {
  const options = {
    url: settings.DATABASE_URL,
    poolSize: settings.DATABASE_POOL_SIZE,
    statementTimeout: settings.STATEMENT_TIMEOUT,
  };
  const direct = await openDatabase(options);
  const reason = await refusalOf(direct);
  if (reason === undefined) return direct;
  await direct.close(true);
  if (!REFUSED_SETTING.test(reason)) throw unreachable(settings, reason);
  const pooled = await openDatabase({ ...options, isPooled: true });
  const again = await refusalOf(pooled);
  if (again !== undefined) throw unreachable(settings, again);
  return pooled;
}

/** What PgBouncer says to a setting of a connection that it would have to give to another caller. */
const REFUSED_SETTING = /unsupported startup parameter/;

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
    `The database of DATABASE_URL (${host}${pathname}) cannot be used: ${reason}. Check the address and that PostgreSQL runs there.`,
  );
}

/** Throws StartError where the address is not to be had. */
export async function listen(server: FastifyInstance, { PORT, HOST }: Settings): Promise<void> {
  try {
    await server.listen({ port: PORT, host: HOST });
  } catch (error) {
    const code = codeOf(error);
    if (code === "EADDRINUSE") {
      throw new StartError("PORT_TAKEN", `Port ${PORT} on ${HOST} is taken. Choose another one by PORT.`);
    }
    if (code === "EADDRNOTAVAIL" || code === "EACCES" || code === "ENOTFOUND") {
      throw new StartError(
        "ADDRESS_REFUSED",
        `The server may not listen on ${HOST}, port ${PORT} (${code}). Check HOST and PORT.`,
      );
    }
    throw error;
  }
}

/** Several tries (IPv6 and IPv4, say) make one error without words of its own. */
function reasonOf(error: unknown, reason: string): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const message = first instanceof Error ? first.message : "";
  return (message || reason || codeOf(error) || "it does not answer").replace(/\.$/, "");
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
