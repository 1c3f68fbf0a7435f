// The one place that sets up tRPC: what a procedure is given, and what clients see of an error.
import type { EntityManager, EntityName, MikroORM } from "@mikro-orm/postgresql";
import { type AnyTRPCProcedure, type AnyTRPCRouter, initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { asApplication, asUser } from "./access/caller.ts";
import { Guard } from "./access/guard.ts";
import { limitProcedure, type ProcedureStep, type StepOf } from "./access/limit-procedure.ts";
import { OwnAccess, ownAccessOf } from "./access/own-access.ts";
import type { Context, ProcedureMeta } from "./context.ts";
import { beside } from "./crud/aside.ts";
import { apiErrorOf } from "./crud/database-error.ts";
import { type ReadReplicas, readFromReplicas } from "./crud/read-replicas.ts";
import { crudService, type DomainWithSchemas } from "./crud/service.ts";
import type { ApiDefinition } from "./definition.ts";
import { detailsOf, type ErrorDetails, messageOf, statusOf } from "./error-details.ts";
import { ApiError, DatabaseAway, OutcomeUnknown } from "./errors.ts";
import { evolvedCall } from "./evolution/call.ts";
import type { ClientUses } from "./evolution/client-uses.ts";
import type { ClientVersion } from "./evolution/client-version.ts";
import { Evolutions } from "./evolution/evolutions.ts";
import { countRemoved, isMissingProcedure, missingProcedure } from "./evolution/served.ts";
import { type KeyedCall, once } from "./idempotency/once.ts";
import { ownValue } from "./own-value.ts";

/** What an application makes its procedures with. */
export type Api = ReturnType<typeof defineApi>;

/**
 * The API of an application: `router` and `procedure` for its routers, `crudService` for its services.
 *
 * @example
 * export const api = defineApi({ domains, entities, retired, retiredSchemas, version, history, about, access });
 * export const { crudService, procedure, router } = api;
 */
export function defineApi(definition: ApiDefinition) {
  const evolutions = new Evolutions(definition);
  const guard = new Guard(definition);
  /** A procedure under the name that this version has for it. */
  const presentPath = (path: string): string => {
    const [name = ""] = path.split(".", 1);
    const now = evolutions.former.get(name)?.now;
    return now === undefined ? path : now + path.slice(name.length);
  };
  /**
   * An error as clients are told it: that a procedure isn't there may be a matter of versions. With `uses`, calls to what
   * was removed are counted there.
   */
  const servedError = (
    error: TRPCError,
    path: string | undefined,
    client: ClientVersion | undefined,
    uses?: ClientUses,
  ): TRPCError => {
    if (!isMissingProcedure(error)) return error;
    if (uses) countRemoved(evolutions, path ?? "", client, uses);
    const cause = missingProcedure(evolutions, path ?? "", client);
    return cause ? trpcErrorOf(cause) : error;
  };
  /** What an error of a procedure's own work is to clients; undefined for one that is not their doing. */
  const knownError = (error: unknown, em: EntityManager, type: string): TRPCError | undefined => {
    const known = apiErrorOf(error, em, definition);
    // What was cut off while it changed something may have been done: nobody should be told to try again.
    const isOutcomeUnknown = type === "mutation" && known instanceof DatabaseAway && known.isCutOff;
    return known && trpcErrorOf(isOutcomeUnknown ? new OutcomeUnknown() : known);
  };
  /** `once`, with errors as clients are told them. */
  const mutatedOnce = async <Answer>(
    call: KeyedCall,
    work: (em: EntityManager) => Promise<Answer>,
  ): Promise<Answer> => {
    try {
      return await once(call, work);
    } catch (error) {
      if (error instanceof TRPCError) throw error;
      throw knownError(error, call.orm.em, "mutation") ?? error;
    }
  };
  const trpc = initTRPC
    .context<Context>()
    .meta<ProcedureMeta>()
    .create({
      // Stack traces stay in the server's log, whatever NODE_ENV says.
      isDev: false,
      errorFormatter({ shape, error: thrown, ctx, path }) {
        const error = servedError(thrown, path, ctx?.client, ctx?.uses);
        const details: ErrorDetails = { ...detailsOf(error), ...(ctx && { requestId: ctx.requestId }) };
        const told =
          error === thrown ? {} : { code: error.code, httpStatus: getHTTPStatusCodeFromError(error) };
        const gone = statusOf(error) === 410 && { code: "GONE" as const, httpStatus: 410 };
        return { ...shape, message: messageOf(error), data: { ...shape.data, ...told, ...gone, ...details } };
      },
    });
  /** Tells callers what they may do; it is there for everyone. */
  const ownAccess = trpc.procedure
    .output(OwnAccess)
    .query(({ ctx }) => ownAccessOf(definition, ctx.user, ctx.switchableRoles));
  // One step for all of this: tRPC copies the call for each of them.
  const procedure = trpc.procedure.use(({ ctx, path, type, meta, batchIndex, getRawInput, next }) => {
    const { client, notices, orm, requestId, uses, idempotencyKey: key } = ctx;
    /** It has an EntityManager of its own: a shared identity map would mix up the calls of a batch. */
    const called = async (em: EntityManager, readInput = getRawInput) => {
      // tRPC takes both at once, and types them one by one.
      const result = await next({ ctx: { em }, getRawInput: readInput } as { ctx: { em: EntityManager } });
      if (result.ok) return result;
      const known = knownError(result.error.cause, em, type);
      return known ? { ...result, error: known } : result;
    };
    type Result = Awaited<ReturnType<typeof called>>;
    /** Clients of earlier versions, and of versions to come, may call it. */
    const evolved = async (em: EntityManager): Promise<Result> => {
      const deprecation = meta?.deprecated ? { since: meta.deprecatedSince, sunset: meta.sunset } : undefined;
      const call = refusing(() => evolvedCall(evolutions, { path, deprecation, client, notices, uses }));
      if (!call) return called(em);
      const accepted = () => called(em, async () => refusing(call.accept, await getRawInput()));
      const result = await (call.aside ? beside(call.aside, accepted) : accepted());
      if (result.ok) return { ...result, data: refusing(call.complete, result.data) };
      throw call.fail(result.error);
    };
    /** Mutations are done once for each Idempotency-Key. */
    const doneOnce = async (idempotencyKey: string): Promise<Result> => {
      const said = [path, await getRawInput()];
      const call = { orm, key: idempotencyKey, user: ctx.user, index: batchIndex, said, notices };
      const data = await mutatedOnce(call, async (em) => {
        const result = await evolved(em);
        if (!result.ok) throw result.error;
        return result.data;
      });
      return { ok: true, data } as Result; // its other members are for TypeScript alone
    };
    // Nobody gets further than the access rules allow, and services know for whom they work.
    const user = refusing(() => guard.admit(presentPath(path), ctx.user));
    const isKeyed = key !== undefined && type === "mutation";
    const work = () => (isKeyed ? doneOnce(key) : evolved(ctx.em ?? ownManager(type, orm, ctx.replicas)));
    return asUser(user, work, { client: client?.build, requestId });
  });
  const stepOf: StepOf = (type, schema) => {
    const checked = type === "input" ? trpc.procedure.input(schema) : trpc.procedure.output(schema);
    return (checked._def as unknown as { middlewares: ProcedureStep[] }).middlewares.at(-1) as ProcedureStep; // as limitProcedure reads them
  };
  const router = ((members: Record<string, AnyTRPCProcedure | AnyTRPCRouter>) => {
    for (const member of Object.values(members)) {
      if (!("procedure" in member._def)) continue;
      limitProcedure(member as AnyTRPCProcedure, stepOf, (schema, { path, ctx }) =>
        guard.schemaFor(schema, presentPath(path), (ctx as Context).user),
      );
    }
    return trpc.router(members);
  }) as typeof trpc.router; // the same members
  return {
    definition,
    evolutions,
    router,
    procedure,
    ownAccess,
    /** What every domain does; the docstring of `crudService` says how to do it differently. */
    crudService: <const D extends DomainWithSchemas>(domain: D, entity: EntityName) =>
      crudService(domain, entity, definition),
    /** What is logged of a domain, for the application's own commands; undefined for a domain that isn't there. */
    changesOf: (em: EntityManager, name: string, wanted: { id?: number | undefined; limit: number }) => {
      const [domain, entity] = [ownValue(definition.domains, name), ownValue(definition.entities, name)];
      if (!(domain && entity)) return undefined;
      const known = domain as unknown as DomainWithSchemas; // defineDomain makes it
      const service = crudService(known, entity as EntityName, definition);
      return asApplication(() => service.changes(em, wanted));
    },
    mutatedOnce,
    servedError,
  };
}

/** The EntityManager of a call. What a mutation reads it reads where it writes, also where it calls a query. */
function ownManager(type: string, orm: MikroORM, replicas: ReadReplicas | undefined): EntityManager {
  const em = orm.em.fork();
  if (replicas && type === "query") readFromReplicas(em, replicas);
  return em;
}

const trpcErrorOf = (cause: ApiError): TRPCError =>
  new TRPCError({ code: cause.code, message: cause.message, cause });

/** What a client is told of an ApiError that is thrown outside of the procedure itself. */
function refusing<Given, Result>(work: (given: Given) => Result, given?: Given): Result {
  try {
    return work(given as Given); // left out where the work takes nothing
  } catch (cause) {
    throw cause instanceof ApiError ? trpcErrorOf(cause) : cause;
  }
}
