import { ApiError, clientVersionOf } from "@pitstop/trpc";
import {
  inWordsOfQuery,
  PROBLEM_TYPE,
  type Problem,
  problem,
  problemOf,
  type RestOperation,
} from "@pitstop/trpc/rest";
import { getTRPCErrorFromUnknown, TRPCError } from "@trpc/server";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "../http-error.ts";
import { logError } from "../log-error.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a route of REST carries out. */
    operation?: RestOperation;
  }
}

/** Answers an error as `application/problem+json`; one of ours is only named by its request id. */
export function answerProblem(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendProblem(reply, problemFor(error, request));
}

/** Sends a problem as it is. */
export function sendProblem(reply: FastifyReply, told: Problem): void {
  reply.code(told.status).header("cache-control", "no-store").header("content-type", PROBLEM_TYPE);
  // As bytes: to a text fastify would add a charset.
  reply.send(Buffer.from(JSON.stringify(told)));
}

function problemFor(error: FastifyError | Error, request: FastifyRequest): Problem {
  const { operation } = request.routeOptions.config;
  if (
    "statusCode" in error &&
    error.statusCode !== undefined &&
    (error.statusCode < 500 || error instanceof HttpError)
  ) {
    const own = { code: error.code, detail: error.message };
    const { code, detail } = error instanceof HttpError ? own : (refusals[error.statusCode] ?? own);
    return problem(error.statusCode, code, detail, request.id);
  }
  const failure = trpcErrorOf(error);
  logError(request, failure, operation?.name ?? request.url);
  const named = operation ? inWordsOfQuery(operation, failure, clientVersionOf(request.headers)) : failure;
  return problemOf(named, request.id);
}

const trpcErrorOf = (error: Error): TRPCError =>
  error instanceof ApiError
    ? new TRPCError({ code: error.code, message: error.message, cause: error })
    : getTRPCErrorFromUnknown(error);

/** fastify's own refusals, in codes that do not change and in sentences. */
const refusals: Record<number, { code: string; detail: string }> = {
  400: { code: "BAD_REQUEST", detail: "The body is not valid JSON." },
  413: {
    code: "PAYLOAD_TOO_LARGE",
    detail: "The body is larger than 1 MiB, which is the most that is read.",
  },
  415: {
    code: "UNSUPPORTED_MEDIA_TYPE",
    detail: "Send the body as JSON, with Content-Type: application/json.",
  },
};
