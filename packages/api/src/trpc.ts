// The one place that sets up tRPC: what a procedure is given, and what clients see of an error. A domain's router
// only needs `router` and `procedure`.
import type { MikroORM } from "@mikro-orm/postgresql";
import { initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import type { ErrorCode } from "./contract/procedure-errors.ts";
import { beside } from "./crud/aside.ts";
import { apiErrorOf } from "./crud/database-error.ts";
import { ApiError, DatabaseAway, type ErrorReason, type FieldMessages, OutcomeUnknown } from "./errors.ts";
import { appEvolutions } from "./evolution/app-evolutions.ts";
import { evolvedCall } from "./evolution/call.ts";
import type { ClientUses } from "./evolution/client-uses.ts";
import type { ClientVersion } from "./evolution/client-version.ts";
import type { Evolutions } from "./evolution/evolutions.ts";
import type { Notices } from "./evolution/notices.ts";
import { isMissingProcedure, missingProcedure } from "./evolution/served.ts";

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
    errorFormatter({ shape, error: thrown, ctx, path }) {
      const error = servedError(thrown, path, ctx?.client);
      const details: ErrorDetails = { ...detailsOf(error), ...(ctx && { requestId: ctx.requestId }) };
      const told =
        error === thrown ? {} : { code: error.code, httpStatus: getHTTPStatusCodeFromError(error) };
      const gone = statusOf(error) === 410 && { code: "GONE" as const, httpStatus: 410 };
      return { ...shape, message: messageOf(error), data: { ...shape.data, ...told, ...gone, ...details } };
    },
  });

export const router = trpc.router;

/** A procedure that clients of earlier versions, and of versions to come, may call. */
const evolvedProcedure = (evolutions: Evolutions) =>
  trpc.procedure.use(async ({ ctx, path, meta, getRawInput, next }) => {
    const deprecation = meta?.deprecated ? { since: meta.deprecatedSince, sunset: meta.sunset } : undefined;
    const { client, notices, uses } = ctx;
    const call = refusing(() => evolvedCall(evolutions, { path, deprecation, client, notices, uses }));
    if (!call) return next();
    const evolved = () => next({ getRawInput: async () => refusing(call.accept, await getRawInput()) });
    const result = await (call.aside ? beside(call.aside, evolved) : evolved());
    if (result.ok) return { ...result, data: refusing(call.complete, result.data) };
    throw call.fail(result.error);
  });

/** What a client is told of an ApiError that is thrown outside of the procedure itself. */
function refusing<Given, Result>(work: (given: Given) => Result, given?: Given): Result {
  try {
    return work(given as Given); // left out where the work takes nothing
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    throw new TRPCError({ code: cause.code, message: cause.message, cause });
  }
}

/** A procedure with an EntityManager of its own: a shared identity map would mix up the calls of a batch. */
export const procedureOf = (evolutions: Evolutions) =>
  evolvedProcedure(evolutions).use(async ({ ctx, type, next }) => {
    const em = ctx.orm.em.fork();
    const result = await next({ ctx: { em } });
    if (result.ok) return result;
    const known = outcomeOf(apiErrorOf(result.error.cause, em), type);
    if (!known) return result;
    throw new TRPCError({ code: known.code, message: known.message, cause: known });
  });

/** A procedure of this application. */
export const procedure = procedureOf(appEvolutions);

/** An error as clients are told it: that a procedure isn't there may be a matter of versions. */
export function servedError(
  error: TRPCError,
  path: string | undefined,
  client: ClientVersion | undefined,
): TRPCError {
  if (!isMissingProcedure(error)) return error;
  const cause = missingProcedure(appEvolutions, path ?? "", client);
  return cause ? new TRPCError({ code: cause.code, message: cause.message, cause }) : error;
}

/** The HTTP status of an error, where it is none of tRPC's own. */
export const statusOf = ({ cause }: TRPCError): number | undefined =>
  cause instanceof ApiError ? cause.status : undefined;

/** What was cut off while it changed something may have been done: nobody should be told to try again. */
const outcomeOf = (error: ApiError | undefined, type: string): ApiError | undefined =>
  type === "mutation" && error instanceof DatabaseAway && error.isCutOff ? new OutcomeUnknown() : error;

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
