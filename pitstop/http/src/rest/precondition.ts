import { ApiError } from "@pitstop/trpc";
import { readInteger, versionsIn } from "@pitstop/trpc/rest";
import { TRPCError } from "@trpc/server";
import { HttpError } from "../http-error.ts";
import { callProcedure } from "../procedure-call.ts";
import type { Asked } from "./answer.ts";

/**
 * The version that a change is based on by If-Match; undefined where the caller says it in another way, or need not.
 * Throws HttpError 412 where If-Match names no version that the record has, 428 where nothing names one.
 */
export async function wantedVersion(asked: Asked): Promise<number | undefined> {
  const { operation, request } = asked;
  if (operation.kind !== "update" && operation.kind !== "delete") return undefined;
  const ifMatch = request.headers["if-match"];
  if (ifMatch === undefined) {
    if (operation.kind === "update" && !namesVersion(request.body))
      throw new HttpError(428, "PRECONDITION_REQUIRED", UNNAMED);
    return undefined;
  }
  const { id } = request.params as { id: string }; // both stand at /{id}
  const versions = versionsIn(ifMatch, id);
  if (versions === "any" && operation.kind === "delete") return undefined;
  if (versions !== "any" && versions.length === 1) return versions[0];
  const current = await currentVersion(asked, id);
  if (versions === "any" || versions.includes(current)) return current;
  throw new HttpError(
    412,
    "PRECONDITION_FAILED",
    `The record has changed: none of the tags in If-Match is its own any more. ${AGAIN}`,
  );
}

/**
 * Throws HttpError for a condition that the operation can't look at: left out, it would be taken for met. 412 for
 * `If-None-Match: *`, since there is something at each address that can be changed (RFC 9110, 13.1.2).
 */
export function refuseOtherConditions({ operation, request: { headers } }: Asked): void {
  if (operation.method === "GET") return;
  if (headers["if-none-match"]?.trim() === "*") throw new HttpError(412, "PRECONDITION_FAILED", EXISTS);
  const takesIfMatch = operation.kind === "update" || operation.kind === "delete";
  const refused = [...(takesIfMatch ? [] : ["If-Match"]), "If-None-Match", "If-Unmodified-Since"].find(
    (name) => headers[name.toLowerCase()] !== undefined,
  );
  if (refused === undefined) return;
  const advice = takesIfMatch ? " Send the ETag of the record as If-Match." : "";
  throw new HttpError(
    400,
    "BAD_REQUEST",
    `${operation.method} takes no ${refused} here. Nothing was done.${advice}`,
  );
}

const EXISTS =
  "If-None-Match: * is for what isn't there yet, and this address is. Nothing was done. To create a record once, send an Idempotency-Key.";

/** Whether a procedure refused because the record has another version. */
export const isStale = (error: unknown): error is TRPCError =>
  error instanceof TRPCError && error.cause instanceof ApiError && error.cause.reason === "stale";

/** The same refusal where the version came by If-Match. */
export const preconditionFailed = (error: TRPCError): TRPCError =>
  new TRPCError({
    code: "PRECONDITION_FAILED",
    message: error.message,
    cause: new ApiError("PRECONDITION_FAILED", error.message, { reason: "stale" }),
  });

const AGAIN = "Read it again and repeat your change.";

const UNNAMED =
  "Say which version the change is based on: send the ETag of the record as If-Match, or its version in the body.";

/** What is no object is left to the procedure, which says what is wrong with it. */
const namesVersion = (body: unknown): boolean =>
  typeof body !== "object" || body === null || Array.isArray(body) || Object.hasOwn(body, "version");

async function currentVersion({ atPath, reply, context }: Asked, id: string): Promise<number> {
  const read = atPath.find(({ kind }) => kind === "byId");
  if (!read) return Number.NaN;
  // It is a part of a change, and so the primary's to answer.
  const onPrimary = { ...context, replicas: undefined };
  const record = await callProcedure(read.procedure, read.name, { id: readInteger(id) }, onPrimary, reply);
  return (record as { version: number }).version; // what byId answers of every domain
}
