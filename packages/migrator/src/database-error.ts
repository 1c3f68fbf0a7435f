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
