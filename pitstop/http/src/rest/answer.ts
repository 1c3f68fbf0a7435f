import type { Context, ServedApi } from "@pitstop/trpc";
import { entityTagOf, inputOf, isNamedBy, type Query, type RestOperation } from "@pitstop/trpc/rest";
import type { FastifyReply, FastifyRequest } from "fastify";
import { nothingAt } from "../http-error.ts";
import { callProcedure } from "../procedure-call.ts";
import { pageLinks } from "./page-links.ts";
import { isStale, preconditionFailed, refuseOtherConditions, wantedVersion } from "./precondition.ts";
import { prefixOf } from "./prefix.ts";

/** An operation that is asked for, with what its answer needs. */
export interface Asked {
  operation: RestOperation;
  /** The operations on the same path. */
  atPath: readonly RestOperation[];
  request: FastifyRequest;
  reply: FastifyReply;
  context: Context;
  api: Pick<ServedApi, "mutatedOnce">;
}

/** Calls the procedure with the input that the request stands for and answers with status, headers and body. */
export async function answerOperation(asked: Asked): Promise<FastifyReply> {
  const { operation, request, context, api } = asked;
  const { id } = request.params as { id?: string }; // the routes have no other parameter
  if (id === "") throw nothingAt(request);
  refuseOtherConditions(asked);
  const { idempotencyKey: key, orm, notices, user } = context;
  if (key === undefined || operation.method === "GET") return send(asked, await answerOf(asked, id));
  // Around all of it: a version that If-Match leaves open is another one when the call comes again.
  const said = [operation.name, id, request.query, request.body, request.headers["if-match"]];
  const answer = await api.mutatedOnce({ orm, key, user, said, notices }, (em) =>
    answerOf({ ...asked, context: { ...context, em, idempotencyKey: undefined } }, id),
  );
  return send(asked, answer);
}

async function answerOf(asked: Asked, id: string | undefined): Promise<unknown> {
  const { operation, request, reply, context } = asked;
  const version = await wantedVersion(asked);
  const input = inputOf(operation, {
    id,
    query: request.query as Query, // fastify's parser gives texts, and lists of them
    body: request.body,
    version,
    client: context.client,
  });
  try {
    return await callProcedure(operation.procedure, operation.name, input, context, reply);
  } catch (error) {
    throw version !== undefined && isStale(error) ? preconditionFailed(error) : error;
  }
}

function send({ operation, request, reply }: Asked, data: unknown): FastifyReply {
  reply.code(data === undefined ? 204 : operation.status);
  if (reply.statusCode === 204) return reply.send();
  const text = JSON.stringify(data);
  const tag = entityTagOf(data, text);
  // May be kept, and is asked for again each time, with If-None-Match.
  reply.header("etag", tag).header("cache-control", "private, no-cache");
  if (operation.kind === "create")
    reply.header("location", `${prefixOf(request)}${operation.path}/${(data as { id: number }).id}`); // a record
  if (operation.kind === "list") {
    const links = pageLinks(prefixOf(request) + request.url, data);
    if (links) reply.header("link", links);
  }
  const known = operation.method === "GET" ? request.headers["if-none-match"] : undefined;
  if (known !== undefined && isNamedBy(known, tag)) return reply.code(304).send();
  // As bytes: to a text fastify would add a charset.
  return reply.header("content-type", "application/json").send(Buffer.from(text));
}
