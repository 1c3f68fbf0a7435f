import { AsyncLocalStorage } from "node:async_hooks";
import type { Context, Tracer } from "@opentelemetry/api";

/** The request that runs, as far as its trace goes. */
export interface Active {
  readonly tracer: Tracer;
  /** Has the span of the request: those that are started in it are below. */
  readonly context: Context;
}

export const active = new AsyncLocalStorage<Active>();
