import { STATUS_CODES } from "node:http";
import { getErrorShape, type TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import { appRouter } from "../root.ts";
import { type ErrorDetails, statusOf } from "../trpc.ts";

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = "application/problem+json";

/**
 * An error as REST tells it: a problem of RFC 9457, with the members of tRPC's errors beside those of the standard.
 * `code` is stable; `detail` is for people.
 */
export const Problem = z
  .object({
    type: z.literal("about:blank"),
    title: z.string().meta({ description: "The words of the status: Not Found." }),
    status: z.int().meta({ description: "The status of the answer." }),
    detail: z.string().meta({ description: "What happened and what to do, for people." }),
    code: z.string().meta({ description: "The kind of error, for programs; it does not change: NOT_FOUND." }),
    fields: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .meta({ description: "Messages by attribute or query parameter." }),
    reason: z
      .enum(["stale", "unique", "referenced", "busy", "UNKNOWN_TO_THIS_VERSION", "CLIENT_TOO_OLD", "REMOVED"])
      .optional()
      .meta({
        description:
          "The reason for a conflict, that only servers of another release know what was requested, or that it is gone.",
      }),
    requestId: z.string().meta({ description: "Stands in the server's log too; name it in a report." }),
  })
  .meta({ title: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** The problem behind an error of a procedure, in the words that tRPC's clients get. */
export function problemOf(error: TRPCError, path: string, requestId: string): Problem {
  const config = appRouter._def._config;
  const shape = getErrorShape({ config, error, type: "unknown", path, input: undefined, ctx: undefined });
  const { fields, reason }: ErrorDetails = shape.data;
  const status = statusOf(error) ?? getHTTPStatusCodeFromError(error);
  return problem(status, shape.data.code, shape.message, requestId, {
    ...(fields && { fields }),
    ...(reason && { reason }),
  });
}

/** A problem in its fixed form. */
export function problem(
  status: number,
  code: string,
  detail: string,
  requestId: string,
  details: Pick<Problem, "fields" | "reason"> = {},
): Problem {
  const title = STATUS_CODES[status] ?? "Error";
  return { type: "about:blank", title, status, detail, code, ...details, requestId };
}
