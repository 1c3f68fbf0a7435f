import { type Span, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import pg from "pg";
import { active } from "./active-span.ts";
import { withoutValues } from "./without-values.ts";

/** As `pg` takes it: a text, or a text with more about it; what has `submit` is a cursor and such. */
type Statement = string | { readonly text: string; readonly submit?: unknown };
type Callback = (error: unknown, result: unknown) => void;

let isTracing = false;

/** Gives each statement that a traced request sends a span, from then on, in the whole process. */
export function traceStatements(): void {
  if (isTracing) return;
  isTracing = true;
  // Its overloads have no common type; what is passed on is what came.
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function traced(this: pg.Client, ...args: unknown[]): unknown {
    const running = active.getStore();
    const sql = textOf(args[0] as Statement);
    if (!running || sql === undefined) return query.apply(this, args);
    const span = running.tracer.startSpan(nameOf(sql), { kind: SpanKind.CLIENT }, running.context);
    span.setAttributes({ "db.system.name": "postgresql", "db.query.text": withoutValues(sql) });
    const callback = args.at(-1);
    if (typeof callback !== "function") return ended(span, query.apply(this, args));
    return query.apply(this, [...args.slice(0, -1), ending(span, callback as Callback)]);
  };
}

const textOf = (statement: Statement): string | undefined => {
  if (typeof statement === "string") return statement;
  return statement.submit === undefined ? statement.text : undefined;
};

/** Its first word says what it does; the rest would make too many names. */
const nameOf = (sql: string): string => /[a-z]+/i.exec(sql)?.[0].toUpperCase() ?? "SQL";

function ended(span: Span, result: unknown): unknown {
  if (!(result instanceof Promise)) {
    span.end();
    return result;
  }
  return result.then(
    (value: unknown) => {
      span.end();
      return value;
    },
    (error: unknown) => {
      fail(span, error);
      throw error;
    },
  );
}

const ending =
  (span: Span, callback: Callback): Callback =>
  (error, result) => {
    if (error) fail(span, error);
    else span.end();
    callback(error, result);
  };

/** By its code alone: the sentence of an error quotes values. */
function fail(span: Span, error: unknown): void {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  span.setAttribute("db.response.status_code", code).setStatus({ code: SpanStatusCode.ERROR }).end();
}
