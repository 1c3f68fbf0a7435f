import type { AnyTRPCRouter } from "@trpc/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { calledProcedures, knownName } from "../called-procedures.ts";

/** A call of a procedure that was answered. */
export interface ObservedCall {
  /** A name that the API has, or `unknown`: what callers make up would be a metric each. */
  readonly procedure: string;
  /** The HTTP status that the call has, or would have alone. */
  readonly status: number;
  /** Of the whole request, in seconds. */
  readonly duration: number;
}

type Failure = NonNullable<FastifyRequest["failures"]>[number];

/** The calls of an answered request: a batch has several, each with a status of its own. */
export function observedCalls(
  router: AnyTRPCRouter,
  request: FastifyRequest,
  reply: FastifyReply,
): ObservedCall[] {
  const names = calledProcedures(request);
  const failures = [...(request.failures ?? [])];
  const duration = reply.elapsedTime / 1_000;
  return names.map((name) => ({
    procedure: knownName(router, name),
    status: names.length === 1 ? reply.statusCode : statusInBatch(reply, failures, name),
    duration,
  }));
}

/** Where the calls of a batch ended differently, its own status says so; otherwise it is that of each. */
function statusInBatch({ statusCode }: FastifyReply, failures: Failure[], name: string): number {
  const index = failures.findIndex(({ path }) => path === name);
  const [failure] = index === -1 ? [] : failures.splice(index, 1);
  return failure?.status ?? (statusCode === MULTI_STATUS ? 200 : statusCode);
}

const MULTI_STATUS = 207;
