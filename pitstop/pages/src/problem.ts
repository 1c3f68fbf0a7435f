import { TRPCClientError } from "@trpc/client";
import { z } from "zod";

/** What went wrong, as pages need it. Without a `code`, no answer of the API arrived at all. */
export interface Problem {
  code: string | undefined;
  message: string;
  reason: string | undefined;
  requestId: string | undefined;
  /** Messages by input key, one for each field. */
  fields: Record<string, string>;
}

const Details = z.object({
  code: z.string(),
  reason: z.string().optional(),
  requestId: z.string().optional(),
  fields: z.record(z.string(), z.array(z.string())).optional(),
});

/** Reads any error that a call can end with. */
export function problemOf(error: unknown): Problem {
  const details = Details.safeParse(error instanceof TRPCClientError ? error.data : undefined);
  if (!details.success) {
    const message = "The server cannot be reached. Check your connection, then try again.";
    return { code: undefined, message, reason: undefined, requestId: undefined, fields: {} };
  }
  const { code, reason, requestId, fields = {} } = details.data;
  return {
    code,
    message: error instanceof Error ? error.message : String(error),
    reason,
    requestId,
    fields: Object.fromEntries(Object.entries(fields).map(([key, messages]) => [key, messages.join(" ")])),
  };
}

const PASSING = new Set([undefined, "SERVICE_UNAVAILABLE", "GATEWAY_TIMEOUT", "TOO_MANY_REQUESTS"]);

/** One retry, and only for what may pass by itself; a person should not wait for the rest. */
export const isWorthARetry = (failures: number, error: unknown): boolean =>
  failures < 1 && PASSING.has(problemOf(error).code);
