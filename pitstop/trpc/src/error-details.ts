// What clients are told of an error, by tRPC and by REST.
import type { TRPCError } from "@trpc/server";
import { z } from "zod";
import { ApiError, type ErrorReason, type FieldMessages } from "./errors.ts";

/** What `error.data` holds beside tRPC's own fields. */
export interface ErrorDetails {
  fields?: FieldMessages;
  reason?: ErrorReason;
  requestId?: string;
}

/** The HTTP status of an error, where it is none of tRPC's own. */
export const statusOf = ({ cause }: TRPCError): number | undefined =>
  cause instanceof ApiError ? cause.status : undefined;

/** What happened and what to do, for people. */
export function messageOf(error: TRPCError): string {
  if (error.cause instanceof ApiError) return error.message;
  if (error.cause instanceof z.ZodError && error.code === "BAD_REQUEST") return inputMessage(error.cause);
  if (error.code !== "INTERNAL_SERVER_ERROR") return error.message;
  // Whatever it was, its text may hold SQL, names of tables or stored values.
  return "Something went wrong on the server. Nothing was changed; try again, and report the request id if it stays.";
}

/** What `error.data` holds beside the code. */
export function detailsOf(error: TRPCError): ErrorDetails {
  const { cause } = error;
  if (cause instanceof ApiError) {
    return { ...(cause.fields && { fields: cause.fields }), ...(cause.reason && { reason: cause.reason }) };
  }
  return cause instanceof z.ZodError && error.code === "BAD_REQUEST" ? { fields: fieldMessages(cause) } : {};
}

function inputMessage(error: z.ZodError): string {
  const [issue] = error.issues;
  const place = issue?.path.map(String).join(".");
  return `The input is not valid: ${place ? `${place}: ` : ""}${(issue?.message ?? "check it and try again").replace(/\.$/, "")}.`;
}

function fieldMessages(error: z.ZodError): FieldMessages {
  const fields: FieldMessages = Object.create(null);
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? (issue.code === "unrecognized_keys" ? issue.keys[0] : "input"));
    fields[field] = [...(fields[field] ?? []), issue.message];
  }
  return fields;
}
