/** The SQLSTATE of what the server said, or Node's code of a socket that failed; undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/**
 * Whether a statement failed only because of who else was at work: a lock not had in time, a deadlock, or a
 * serialization failure. Trying the same again is right.
 */
export function isLockFailure(error: unknown): boolean {
  return ["55P03", "40P01", "40001"].includes(codeOf(error) ?? "");
}

/**
 * Whether the connection is gone, so that nobody knows how the statement under way ended. Classes 08 and 57 of
 * https://www.postgresql.org/docs/18/errcodes-appendix.html, and what `pg` and the system say of a closed socket.
 */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error) ?? "";
  if (code.startsWith("08") || ["57P01", "57P02", "57P03", "57P05", "25P03"].includes(code)) return true;
  if (["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"].includes(code)) return true;
  return (
    error instanceof Error &&
    /^(Connection terminated|Client has encountered a connection error|Client was closed)/.test(error.message)
  );
}

/** The parts of an error of the server: https://www.postgresql.org/docs/18/protocol-error-fields.html */
const PLACES = ["schema", "table", "column", "dataType", "constraint"] as const;

/**
 * What any error says, for people. Of one that PostgreSQL raised, with its detail (which view, which value), its hint
 * unless that is to drop whatever is in the way, the function that raised it, and the table, column and constraint
 * that it is about.
 */
export function messageOf(error: unknown): string {
  // Where a name has several addresses, the error of trying them all has no message of its own.
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join("; ");
  if (!(error instanceof Error)) return String(error);
  if (!isFromServer(error)) return error.message;
  const { detail, hint, where } = error;
  const said = [error.message, detail, hint && !/CASCADE/.test(hint) ? hint : undefined, inFunction(where)];
  const sentences = said.flatMap((text) => (text ? [text.replace(/[.\s]+$/, "")] : [])).join(". ");
  const places = PLACES.flatMap((place) => {
    const name = error[place];
    // A name that the sentences have says nothing new, and a schema nothing without its table.
    if (!name || place === "schema" || sentences.includes(name)) return [];
    return place === "dataType" ? `type ${name}` : `${place} ${name}`;
  });
  return places.length === 0 ? sentences : `${sentences} (${places.join(", ")})`;
}

type ServerError = Error &
  Partial<Record<(typeof PLACES)[number] | "detail" | "hint" | "where" | "code", string>>;

/** Errors of `pg` and the ones that MikroORM makes of them. */
const isFromServer = (error: Error): error is ServerError => /^[0-9A-Z]{5}$/.test(codeOf(error) ?? "");

/** The innermost function, where one raised it. */
function inFunction(where: string | undefined): string | undefined {
  const [first] = (where ?? "").split("\n");
  return first && /^(PL\/pgSQL|SQL) function/.test(first) ? `In ${first}` : undefined;
}
