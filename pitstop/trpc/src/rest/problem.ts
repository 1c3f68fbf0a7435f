import { STATUS_CODES } from "node:http";
import type { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import { detailsOf, messageOf, statusOf } from "../error-details.ts";
import { credentialReasons } from "../errors.ts";

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
      .enum([
        "stale",
        "unique",
        "referenced",
        "busy",
        "UNKNOWN_TO_THIS_VERSION",
        "CLIENT_TOO_OLD",
        "REMOVED",
        "IDEMPOTENCY_KEY_REUSED",
        ...credentialReasons,
      ])
      .optional()
      .meta({
        description:
          "Why a program should handle it in a special way: the reason for a conflict, a matter of versions, a key that is taken, or a refused credential.",
      }),
    requestId: z.string().meta({ description: "Stands in the server's log too; name it in a report." }),
  })
  .meta({ title: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** The problem behind an error of a procedure, in the words that tRPC's clients get. */
export function problemOf(error: TRPCError, requestId: string): Problem {
  const status = statusOf(error) ?? getHTTPStatusCodeFromError(error);
  const code = status === 410 ? "GONE" : error.code;
  return problem(status, code, messageOf(error), requestId, detailsOf(error));
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
