import type { MikroORM } from "@mikro-orm/postgresql";
import type { FastifyInstance } from "fastify";
import type { Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";

/** Throws StartError where the database does not answer; what the address holds of a password is not told. */
export async function reachDatabase(orm: MikroORM, { DATABASE_URL }: Settings): Promise<void> {
  const connection = orm.em.getConnection();
  await connection.connect();
  const check = await connection.checkConnection();
  if (check.ok) return;
  const { host, pathname } = new URL(DATABASE_URL);
  throw new StartError(
    "DATABASE_UNREACHABLE",
    `The database of DATABASE_URL (${host}${pathname}) cannot be used: ${reasonOf(check.error, check.reason)}. Check the address and that PostgreSQL runs there.`,
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
