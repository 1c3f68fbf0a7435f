// The one place that sets up tRPC: what a procedure is given, and what clients see of an error. A domain's router
// only needs `router` and `procedure`.
import type { MikroORM } from "@mikro-orm/postgresql";
import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { ErrorCode } from "./contract/procedure-errors.ts";
import { contractVersion } from "./contract/version.ts";
import { apiErrorOf } from "./crud/database-error.ts";
import { ApiError, type ErrorReason, type FieldMessages } from "./errors.ts";
import { appEvolutions } from "./evolution/app-evolutions.ts";
import { evolvedCall } from "./evolution/call.ts";
import type { ClientUses } from "./evolution/client-uses.ts";
import type { ClientVersion } from "./evolution/client-version.ts";
import type { Notices } from "./evolution/notices.ts";

/** What a request brings along. */
export interface Context {
  orm: MikroORM;
  /** Stands in the log and in the answer, so that a report of an error can be found. */
  requestId: string;
  /** Which client asks, as it says itself. */
  client?: ClientVersion;
  /** Collects what the answer has to say in its headers. */
  notices?: Notices;
  /** Counts who uses what is to go. */
  uses?: ClientUses;
}

/** What `error.data` holds beside tRPC's own fields. */
export interface ErrorDetails {
  fields?: FieldMessages;
  reason?: ErrorReason;
  requestId?: string;
}

/** What a procedure says about itself, for the contract: `procedure.meta({ deprecated: true })`. */
export interface ProcedureMeta {
  deprecated?: boolean;
  /** The day on which it was deprecated, YYYY-MM-DD. */
  deprecatedSince?: string;
  /** The day from which it may be gone, YYYY-MM-DD. */
  sunset?: string;
  /** The codes that it answers with beside those of every procedure, where it is none of those that all domains have. */
  errors?: readonly ErrorCode[];
}

const trpc = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    // Stack traces stay in the server's log, whatever NODE_ENV says.
    isDev: false,
    errorFormatter({ shape, error, ctx }) {
      const details: ErrorDetails = { ...detailsOf(error), ...(ctx && { requestId: ctx.requestId }) };
      return { ...shape, message: messageOf(error), data: { ...shape.data, ...details } };
    },
  });

export const router = trpc.router;

/** A procedure that clients of before, and of a version that is to come, may call. */
const evolvedProcedure = trpc.procedure.use(async ({ ctx, path, meta, getRawInput, next }) => {
  const deprecation = meta?.deprecated ? { since: meta.deprecatedSince, sunset: meta.sunset } : undefined;
  const { client, notices, uses } = ctx;
  const call = evolvedCall(appEvolutions, contractVersion, { path, deprecation, client, notices, uses });
  if (!call) return next();
  const result = await next({ getRawInput: async () => call.accept(await getRawInput()) });
  if (result.ok) call.complete(result.data);
  return result;
});

/** A procedure with an EntityManager of its own: a shared identity map would mix up the calls of a batch. */
export const procedure = evolvedProcedure.use(async ({ ctx, next }) => {
  const em = ctx.orm.em.fork();
  const result = await next({ ctx: { em } });
  if (result.ok) return result;
  const known = apiErrorOf(result.error.cause, em);
  if (!known) return result;
  throw new TRPCError({ code: known.code, message: known.message, cause: known });
});

function messageOf(error: TRPCError): string {
  if (error.cause instanceof ApiError) return error.message;
  if (error.cause instanceof z.ZodError && error.code === "BAD_REQUEST") return inputMessage(error.cause);
  if (error.code !== "INTERNAL_SERVER_ERROR") return error.message;
  // Whatever it was, its text may hold SQL, names of tables or stored values.
  return "Something went wrong on the server. Nothing was changed; try again, and report the request id if it stays.";
}

function detailsOf(error: TRPCError): ErrorDetails {
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
