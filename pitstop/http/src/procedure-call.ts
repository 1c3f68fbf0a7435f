import type { Context } from "@pitstop/trpc";
import type { AnyTRPCProcedure } from "@trpc/server";
import type { FastifyReply } from "fastify";

/**
 * Calls a procedure outside of tRPC's adapter, with all of its middleware and checks. Aborts when the caller goes
 * away before the answer is written. Throws what the procedure throws: TRPCErrors.
 */
export function callProcedure(
  procedure: AnyTRPCProcedure,
  path: string,
  input: unknown,
  context: Context,
  reply: FastifyReply,
): Promise<unknown> {
  return procedure({
    path,
    getRawInput: async () => input,
    ctx: context,
    type: procedure._def.type,
    signal: abortSignalOf(reply),
    batchIndex: 0,
  });
}

function abortSignalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
