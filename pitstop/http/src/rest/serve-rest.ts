import { parseNotingRounded, type ServedApi } from "@pitstop/trpc";
import { REST_PREFIX, type RestOperation } from "@pitstop/trpc/rest";
import { TRPCError } from "@trpc/server";
import type { FastifyInstance, FastifyRequest, HTTPMethods } from "fastify";
import { admitCalls } from "../admission.ts";
import { HttpError, nothingAt } from "../http-error.ts";
import { bodyText } from "../request-body.ts";
import type { Calls, ContextOf } from "../request-context.ts";
import { answerOperation } from "./answer.ts";
import { answerProblem } from "./problem-answer.ts";

/** Serves every operation at its path under `/api/v1`, and problems for whatever else is asked for there. */
export async function serveRest(
  server: FastifyInstance,
  api: ServedApi,
  { contextOf, admission, authenticateCalls }: Calls,
): Promise<void> {
  await server.register(
    (scope, _options, done) => {
      readJsonAlone(scope);
      admitCalls(scope, admission);
      authenticateCalls(scope);
      scope.setErrorHandler(answerProblem);
      scope.setNotFoundHandler((request) => {
        throw missingPath(api, request, contextOf(request)) ?? nothingAt(request);
      });
      for (const [path, atPath] of Map.groupBy([...api.operations, ...api.formerOperations], routePath)) {
        for (const operation of atPath) addOperation(scope, { api, contextOf }, operation, atPath);
        refuseOtherMethods(scope, path, methodsOf(atPath));
      }
      done();
    },
    { prefix: REST_PREFIX },
  );
}

/** What is at a path in another version. */
function missingPath(
  { removedPaths, servedError }: ServedApi,
  { url }: FastifyRequest,
  { client, uses }: ReturnType<ContextOf>,
): Error | undefined {
  const path = url.split("?", 1)[0] ?? "";
  const removed = removedPaths.find((each) => path === each.path || path.startsWith(`${each.path}/`));
  const [, plural = ""] = path.slice(REST_PREFIX.length).split("/");
  const error = new TRPCError({ code: "NOT_FOUND" });
  const served = servedError(error, removed?.name ?? plural, client, uses);
  return served === error ? undefined : served;
}

/** Its path as fastify writes it, behind the prefix. */
const routePath = ({ path }: RestOperation): string => path.slice(REST_PREFIX.length).replace("{id}", ":id");

function addOperation(
  scope: FastifyInstance,
  { api, contextOf }: { api: ServedApi; contextOf: ContextOf },
  operation: RestOperation,
  atPath: readonly RestOperation[],
): void {
  scope.route({
    method: operation.method,
    url: routePath(operation),
    config: { operation },
    handler: (request, reply) =>
      answerOperation({ operation, atPath, request, reply, context: contextOf(request), api }),
  });
}

/** A body is JSON or it is refused (415); `__proto__` in it is refused too. */
function readJsonAlone(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  const parse = scope.getDefaultJsonParser("error", "error");
  scope.addContentTypeParser<Buffer>(
    ["application/json", "application/merge-patch+json"],
    { parseAs: "buffer" },
    (request, body, done) => {
      try {
        if (isMergePatch(request) && request.method !== "PATCH") throw notJson();
        const text = bodyText(request, body);
        // Some clients name a type with whatever they send.
        if (text === "" && request.method === "DELETE") done(null);
        else
          void parse(request, text, (error, value) =>
            error ? done(error) : done(null, value === undefined ? value : parseNotingRounded(text)),
          );
      } catch (error) {
        done(error as HttpError); // bodyText throws nothing else
      }
    },
  );
}

/** A change here is a merge patch (RFC 7396): what it names is replaced, and null empties. */
const isMergePatch = ({ headers }: FastifyRequest): boolean =>
  headers["content-type"]?.trim().toLowerCase().startsWith(MERGE_PATCH) === true;

const MERGE_PATCH = "application/merge-patch+json";

/** What a change may be written in (RFC 5789, 3.1). */
const ACCEPT_PATCH = `application/json, ${MERGE_PATCH}`;

const notJson = (): HttpError =>
  new HttpError(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body as JSON, with Content-Type: application/json.");

const methodsOf = (operations: readonly RestOperation[]): string[] =>
  operations.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));

/** 405 with what there is, and the same as an answer to OPTIONS (RFC 9110, 9.3.7 and 15.5.6). */
function refuseOtherMethods(scope: FastifyInstance, url: string, methods: readonly string[]): void {
  const allow = [...methods, "OPTIONS"].join(", ");
  scope.options(url, (_request, reply) => {
    if (methods.includes("PATCH")) reply.header("accept-patch", ACCEPT_PATCH);
    return reply.code(204).header("allow", allow).send();
  });
  const others = scope.supportedMethods.filter((method) => !methods.includes(method) && method !== "OPTIONS");
  scope.route({
    method: others as HTTPMethods[], // fastify types its own list as texts
    url,
    // Refused before the body is read: whatever it is, it is for nobody.
    onRequest: async (request, reply) => {
      if (Object.values(request.params as object).includes("")) throw nothingAt(request);
      reply.header("allow", allow);
      throw new HttpError(
        405,
        "METHOD_NOT_SUPPORTED",
        `${request.method} is not possible here; ${allow} are.`,
      );
    },
    handler: (_request, reply) => reply,
  });
}
