// What the log says of requests and errors: what happened where, and no value that a caller sent or a record holds.
import type { FastifyRequest } from "fastify";

/** What an error of PostgreSQL says without its detail and context, in which values and whole rows stand. */
const DATABASE_FIELDS = [
  "code",
  "severity",
  "schema",
  "table",
  "column",
  "dataType",
  "constraint",
  "routine",
];

/** A request: its address without the query, in which searches and filters stand. */
export const loggedRequest = (request: FastifyRequest) => ({
  method: request.method,
  path: request.url.split("?", 1)[0],
  remoteAddress: request.ip,
});

interface LoggedError {
  type: string;
  message: string;
  stack: string;
  [field: string]: unknown;
}

/** An error: of one that the database made, its fields and where it came from, and its sentence if that quotes no value. */
export function loggedError(error: Error): LoggedError {
  const { name, message, stack = "", cause } = error;
  const inside = cause instanceof Error ? { cause: loggedError(cause) } : {};
  if (!isOfDatabase(error)) return { type: name, message, stack, ...inside };
  const fields = DATABASE_FIELDS.flatMap((field) => {
    const value = error[field];
    return typeof value === "string" ? [[field, value] as const] : [];
  });
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: name,
    message: quotesValues(error) ? `PostgreSQL ${String(error.code)}` : message,
    stack: frames.join("\n"),
    ...Object.fromEntries(fields),
  };
}

/** Errors of data (class 22), of constraints (23) and of `raise`; those of syntax and names quote names alone. */
const quotesValues = ({ code, routine }: Record<string, unknown>): boolean =>
  /^(22|23|P0)/.test(String(code)) || routine === "exec_stmt_raise";

/** PostgreSQL's errors have the code of a state and a severity, on `pg`'s errors as on MikroORM's. */
const isOfDatabase = (error: Error): error is Error & Record<string, unknown> =>
  "severity" in error && "code" in error;
