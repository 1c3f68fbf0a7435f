import { type Context, parseNotingRounded, statusOf } from "@pitstop/trpc";
import { type AnyTRPCRouter, getErrorShape, getTRPCErrorFromUnknown, type TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { callProcedure } from "./procedure-call.ts";

type LogError = (request: FastifyRequest, error: TRPCError, path: string) => void;

/**
 * Answers a request that is one plain call of a query (GET) or a mutation (POST), also as a batch of one. tRPC's own
 * adapter builds a web Request, a web Response and streams for it, which costs more than the call itself (figures in
 * bench/README.md). Gives false, having done nothing, for every other request and for whatever is unusual in this
 * one: the adapter answers those, so that all of tRPC's protocol stays tRPC's.
 */
export async function answerSingleCall(
  router: AnyTRPCRouter,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
  logError: LogError,
): Promise<boolean> {
  const call = singleCall(router, request);
  if (!call) return false;
  const { path, input, isBatch, procedure } = call;
  const config = router._def._config;
  const { type } = procedure._def;
  let status = 200;
  let answer: unknown;
  try {
    const data = await callProcedure(procedure, path, input, context, reply);
    answer = { result: { data: config.transformer.output.serialize(data) } };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    logError(request, error, path);
    status = statusOf(error) ?? getHTTPStatusCodeFromError(error);
    answer = {
      error: config.transformer.output.serialize(
        getErrorShape({ config, error, type, path, input, ctx: context }),
      ),
    };
  }
  reply.code(status).header("content-type", "application/json").header("vary", "trpc-accept, accept");
  // As bytes: to a text fastify would add a charset that tRPC does not send.
  reply.send(Buffer.from(JSON.stringify(isBatch ? [answer] : answer)));
  return true;
}

function singleCall(
  router: AnyTRPCRouter,
  { params, query: rawQuery, headers, method, body }: FastifyRequest,
) {
  const { path } = params as { path: string }; // the route is /trpc/:path
  const query = rawQuery as Record<string, unknown>; // fastify's parser gives an object
  const procedures = router._def.procedures;
  const procedure = Object.hasOwn(procedures, path) ? procedures[path] : undefined;
  const wantsStream = headers["trpc-accept"] !== undefined || headers.accept?.includes("application/jsonl");
  const isPlain = !wantsStream && !Array.isArray(query.batch) && query.connectionParams === undefined;
  if (!procedure || !isPlain) return undefined;
  const { type } = procedure._def;
  const isQuery = type === "query" && method === "GET" && headers["content-type"] === undefined;
  const isMutation =
    type === "mutation" && method === "POST" && headers["content-type"] === "application/json";
  if (!isQuery && !isMutation) return undefined;
  const isBatch = query.batch === "1";
  const received = isQuery ? parsedParameter(query.input) : parsedJson(body);
  const serialized = isBatch ? firstOf(received) : received;
  if (serialized === UNUSUAL) return undefined;
  const input: unknown =
    serialized === undefined ? undefined : router._def._config.transformer.input.deserialize(serialized);
  return { path, input, isBatch, procedure };
}

/** What tRPC itself has to answer: it knows its own words for what is wrong. */
const UNUSUAL = Symbol("unusual");

function parsedParameter(text: unknown): unknown {
  if (text === undefined || text === "") return undefined;
  // fastify leaves broken escapes as they are, and all others beside them; the web's parser replaces them.
  return typeof text === "string" && text.includes("%") ? UNUSUAL : parsedJson(text);
}

function parsedJson(text: unknown): unknown {
  if (typeof text !== "string") return UNUSUAL;
  try {
    return parseNotingRounded(text);
  } catch {
    return UNUSUAL;
  }
}

/** The input of a batch's only call, from inputs by number. */
function firstOf(inputs: unknown): unknown {
  if (inputs === undefined) return undefined;
  if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs)) return UNUSUAL;
  return Object.hasOwn(inputs, "0") ? (inputs as { 0: unknown })[0] : undefined;
}
